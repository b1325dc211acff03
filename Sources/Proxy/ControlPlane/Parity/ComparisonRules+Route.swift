import Parity
import Routing

extension ComparisonRules {
    /// The rules of a route as the comparison takes them.
    init(_ rules: ParityRules) throws(InvalidRule) {
        try self.init(
            headers: rules.headers, rules: rules.ignore.map { Rule($0, .ignore) } + rules.places.map { Rule($0) },
            equivalentStatus: rules.equivalentStatus.map { Set($0.map { UInt16(clamping: $0) }) },
            secretNames: rules.secretNames)
    }
}

extension Rule {
    fileprivate init(_ rule: PlaceRule) {
        self.init(rule.place, Kind(rule.kind))
    }
}

extension Rule.Kind {
    fileprivate init(_ kind: PlaceRule.Kind) {
        switch kind {
        case .redact: self = .redact
        case .numeric(let bound):
            self = .numeric(
                NumericTolerance(
                    absolute: bound.absolute, relativeMillionths: bound.relative?.partsPerMillion,
                    decimals: bound.decimals))
        case .time(let tolerance): self = .time(seconds: Double(tolerance.milliseconds) / 1000)
        case .unordered(let key): self = .unordered(key: key)
        case .aligned(let key): self = .aligned(key: key)
        case .renamed(let name): self = .rename(to: name)
        case .shape: self = .shape
        case .normalized(let steps):
            self = .normalize(steps.compactMap { Parity.Normalization(rawValue: $0.rawValue) })
        case .accepted(let known):
            self = .accept(
                Acceptance(
                    kind: known.kind.flatMap(DifferenceClass.init), relation: known.relation.flatMap(Relation.init),
                    reason: known.reason, ticket: known.ticket, expires: Double(known.until)))
        }
    }
}
