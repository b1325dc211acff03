/// What a gate says about a route's evidence, as data; sentences are made from it by whoever prints.
package struct GateResult: Sendable, Equatable, Codable {
    /// Empty when the gate is open.
    package var refusals: [GateRefusal]
    package var compared: UInt64
    package var mismatches: UInt64
    /// How many more exchanges, all of them matching, the gate needs; 0 when it has enough.
    package var moreNeeded: UInt64
    /// The way to the gate, 0...1.
    package var progress: Double
    /// The mismatch rate that the evidence rules out at the gate's confidence; 1 when it rules out nothing.
    package var ruledOut: Double

    package var isOpen: Bool { refusals.isEmpty }

    package init(
        refusals: [GateRefusal], compared: UInt64, mismatches: UInt64, moreNeeded: UInt64, progress: Double,
        ruledOut: Double
    ) {
        self.refusals = refusals
        self.compared = compared
        self.mismatches = mismatches
        self.moreNeeded = moreNeeded
        self.progress = progress
        self.ruledOut = ruledOut
    }
}

/// One reason why a gate stays closed.
package enum GateRefusal: Sendable, Hashable, Codable {
    /// Nothing was compared in this epoch.
    case noEvidence(moreNeeded: UInt64)
    /// The evidence does not yet rule out the gate's mismatch rate.
    case mismatchRate(compared: UInt64, mismatches: UInt64, bound: Double, moreNeeded: UInt64)
    /// Fewer exchanges than the gate's minimum.
    case tooFewCompared(compared: UInt64, minimum: UInt64)
    /// Too many sampled exchanges were not compared.
    case comparedShare(share: Double, minimum: Double)
    /// A kind of behaviour which clients do meet was hardly compared.
    case behaviorNotCovered(kind: String, seen: UInt64, compared: UInt64, minimum: UInt64)
    /// The service is slower than allowed.
    case latency(monolithNanoseconds: UInt64, serviceNanoseconds: UInt64, allowed: Double)
    /// More than one build of a side is answering, so no epoch describes what clients would get.
    case buildsAlternate([String])
}
