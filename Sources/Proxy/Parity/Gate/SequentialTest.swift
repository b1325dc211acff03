#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Wald's sequential probability ratio test of one rate against a tenth of it, as an e-process.
///
/// After k mismatches in n exchanges the likelihood ratio of the rate p0 = p1 / 10 over p1 is
///
///     E = (p0 / p1)^k * ((1 - p0) / (1 - p1))^(n - k)
///
/// Where the true rate is p1 or more, E is a non-negative supermartingale that starts at 1, so by Ville's inequality it
/// *ever* reaches 1 / (1 - confidence) with a probability of at most 1 - confidence. Looking after every exchange
/// therefore never raises the stated risk, which an interval of fixed n that is peeked at would. The risk is stated for
/// exchanges that are independent.
package struct SequentialTest: Sendable, Hashable {
    /// The rate to rule out.
    package let rate: Double
    package let confidence: Double

    /// - Parameters:
    ///   - rate: above 0 and below 1.
    ///   - confidence: above 0 and below 1.
    package init(rate: Double, confidence: Double) {
        self.rate = min(max(rate, 1e-9), 0.999_999)
        self.confidence = min(max(confidence, 1e-9), 1 - 1e-12)
    }

    /// The logarithm of E.
    package func logEvidence(matches: UInt64, mismatches: UInt64) -> Double {
        Double(matches) * gain - Double(mismatches) * loss
    }

    /// What the logarithm of E has to reach.
    package var threshold: Double { -log(1 - confidence) }

    /// What one exchange without a mismatch adds to the logarithm.
    private var gain: Double { log1p(-rate / 10) - log1p(-rate) }

    /// What a mismatch takes from it.
    private var loss: Double { log(10) }

    /// Whether the counts rule the rate out.
    package func rulesOut(matches: UInt64, mismatches: UInt64) -> Bool {
        moreNeeded(matches: matches, mismatches: mismatches) == 0
    }

    /// How many more exchanges without a mismatch rule the rate out.
    package func moreNeeded(matches: UInt64, mismatches: UInt64) -> UInt64 {
        let missing = threshold - logEvidence(matches: matches, mismatches: mismatches)
        return missing <= 1e-9 ? 0 : UInt64((missing / gain - 1e-9).rounded(.up))
    }

    /// The least rate that the counts rule out at a confidence; 1 when they rule out none. It is a confidence sequence:
    /// E grows with the rate it is asked about, so the rates ruled out are those above the bound, and the true rate is
    /// ever among them with a probability of at most 1 - confidence.
    package static func bound(matches: UInt64, mismatches: UInt64, confidence: Double) -> Double {
        var low = 0.0
        var high = 1.0
        for _ in 0..<48 {
            let middle = (low + high) / 2
            if SequentialTest(rate: middle, confidence: confidence).rulesOut(matches: matches, mismatches: mismatches) {
                high = middle
            } else {
                low = middle
            }
        }
        return high > 0.999 ? 1 : high
    }
}
