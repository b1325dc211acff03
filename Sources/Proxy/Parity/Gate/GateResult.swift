/// What a gate says about a route's evidence, as data; sentences are made from it by whoever prints.
package struct GateResult: Sendable, Equatable, Codable {
    /// Empty when the gate is open.
    package var refusals: [GateRefusal]
    package var compared: UInt64
    package var mismatches: UInt64
    /// How many more exchanges, all of them matching, the gate needs; 0 when it has enough.
    package var moreNeeded: UInt64
    /// How long that takes at today's rate; nil when nothing is needed or no rate is known.
    package var secondsNeeded: Double?
    /// The way to the gate, 0...1.
    package var progress: Double
    /// The mismatch rate that the evidence rules out at the gate's confidence; 1 when it rules out nothing.
    package var ruledOut: Double
    /// All that is asked, met or not.
    package var conditions: [GateCondition]

    package var isOpen: Bool { refusals.isEmpty }

    package init(
        refusals: [GateRefusal], compared: UInt64, mismatches: UInt64, moreNeeded: UInt64, progress: Double,
        ruledOut: Double, conditions: [GateCondition] = [], secondsNeeded: Double? = nil
    ) {
        self.refusals = refusals
        self.compared = compared
        self.mismatches = mismatches
        self.moreNeeded = moreNeeded
        self.progress = progress
        self.ruledOut = ruledOut
        self.conditions = conditions
        self.secondsNeeded = secondsNeeded
    }

    /// Flips that are on record know no conditions yet.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        refusals = try container.decode([GateRefusal].self, forKey: .refusals)
        compared = try container.decode(UInt64.self, forKey: .compared)
        mismatches = try container.decode(UInt64.self, forKey: .mismatches)
        moreNeeded = try container.decode(UInt64.self, forKey: .moreNeeded)
        secondsNeeded = try container.decodeIfPresent(Double.self, forKey: .secondsNeeded)
        progress = try container.decode(Double.self, forKey: .progress)
        ruledOut = try container.decode(Double.self, forKey: .ruledOut)
        conditions = try container.decodeIfPresent([GateCondition].self, forKey: .conditions) ?? []
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
    /// Kinds that are rare each, never compared, and together more than the gate lets be wrong.
    case rareNotCovered(kinds: [String], share: Double, allowed: Double)
    /// Exchanges that could not be judged are more than the gate lets be wrong: what they hide may be anything.
    case blockedByUnknowns(reasons: [UnknownReason], share: Double, allowed: Double)
    /// All of it comes from too few clients, sessions or hours.
    case tooFew(kind: GateCondition.Kind, count: UInt64, minimum: UInt64)
    /// The service is slower than allowed; `low` and `high` are the interval of the increase.
    case latency(
        monolithNanoseconds: UInt64, serviceNanoseconds: UInt64, allowed: Double, low: Double, high: Double)
    /// More than one build of a side is answering, so no epoch describes what clients would get.
    case buildsAlternate([String])
    /// The comparator does not find enough of the faults planted in this route's answers.
    case blind(planted: UInt64, found: UInt64, minimum: Double)
}

extension GateRefusal {
    /// More exchanges of the same kind settle it.
    package var isAboutCount: Bool {
        switch self {
        case .noEvidence, .mismatchRate, .tooFewCompared: true
        case .comparedShare, .behaviorNotCovered, .rareNotCovered, .blockedByUnknowns, .tooFew, .latency,
            .buildsAlternate, .blind:
            false
        }
    }
}
