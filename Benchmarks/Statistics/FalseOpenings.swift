import Parity

/// How often a gate opens for a service whose true mismatch rate is the very one that it has to rule out, when it is
/// looked at after every exchange; beside a test of a fixed number of exchanges that is peeked at as often.
struct FalseOpenings {
    let streams: Int
    /// Exchanges of one stream: three times what a clean service needs, and twelve times.
    private let lengths = [3, 12]
    private let rates = [0.01, 0.003, 0.001]
    private let confidence = 0.95

    func run() {
        print("| rate to rule out | exchanges | stated risk | sequential test | fixed-n test, peeked at |")
        print("|---|---|---|---|---|")
        for rate in rates {
            for length in lengths {
                let test = SequentialTest(rate: rate, confidence: confidence)
                let count = Int(test.moreNeeded(matches: 0, mismatches: 0)) * length
                let (sequential, naive) = openings(test, exchanges: count)
                print(
                    "| \(percent(rate)) | \(count) | \(percent(1 - confidence)) | \(percent(sequential)) | \(percent(naive)) |"
                )
            }
        }
    }

    private func openings(_ test: SequentialTest, exchanges: Int) -> (sequential: Double, naive: Double) {
        let gain = test.logEvidence(matches: 1, mismatches: 0)
        let loss = test.logEvidence(matches: 0, mismatches: 1)
        let threshold = test.threshold
        let limits = FixedTest(rate: test.rate, confidence: confidence).limits(upTo: exchanges)
        var random = SplitMix(seed: 2026)
        var sequential = 0
        var naive = 0
        for _ in 0..<streams {
            var evidence = 0.0
            var mismatches = 0
            var isOpen = false
            var isNaiveOpen = false
            for count in 1...exchanges {
                if Double(random.next() >> 11) * 0x1p-53 < test.rate {
                    mismatches += 1
                    evidence += loss
                } else {
                    evidence += gain
                }
                isOpen = isOpen || evidence >= threshold
                isNaiveOpen = isNaiveOpen || (mismatches < limits.count && count >= limits[mismatches])
                if isOpen, isNaiveOpen { break }
            }
            if isOpen { sequential += 1 }
            if isNaiveOpen { naive += 1 }
        }
        return (Double(sequential) / Double(streams), Double(naive) / Double(streams))
    }

    private func percent(_ share: Double) -> String {
        let thousandths = Int((share * 100_000).rounded())
        let decimals = String(1_000 + thousandths % 1_000).dropFirst()
        return "\(thousandths / 1_000).\(decimals) %"
    }
}

/// The exact binomial test of one n: opens when so few mismatches in n have a probability below the risk. Right when it
/// is looked at once.
struct FixedTest {
    let rate: Double
    let confidence: Double

    /// By number of mismatches, the n from which on it opens.
    func limits(upTo exchanges: Int) -> [Int] {
        var limits: [Int] = []
        var count = 1
        for mismatches in 0..<200 {
            while count <= exchanges, probability(atMost: mismatches, of: count) > 1 - confidence { count += 1 }
            guard count <= exchanges else { break }
            limits.append(count)
        }
        return limits
    }

    private func probability(atMost mismatches: Int, of count: Int) -> Double {
        guard mismatches < count else { return 1 }
        var term = 1.0
        for _ in 0..<count { term *= 1 - rate }
        var sum = term
        for k in 0..<mismatches {
            term *= Double(count - k) / Double(k + 1) * rate / (1 - rate)
            sum += term
        }
        return sum
    }
}
