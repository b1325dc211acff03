import Parity

/// A condition of a gate in the cells of a table.
struct ConditionText {
    /// `mismatch rate ruled out`.
    let name: String
    /// `at most 0.1%`.
    let asked: String
    /// `2.03%`, with its interval where it is an estimate.
    let has: String
    let isMet: Bool

    init(_ condition: GateCondition) {
        isMet = condition.isMet
        func share(_ value: Double) -> String { GateSentence.percent(value) }
        func count(_ value: Double) -> String { ReportNumbers.count(UInt64(max(0, value))) }
        switch condition.kind {
        case .mismatch:
            (name, asked) = ("mismatch rate that is ruled out", "at most \(share(condition.asked))")
            has = condition.has < 1 ? share(condition.has) : "none"
        case .minimumCompared:
            (name, asked, has) = ("exchanges compared", "at least \(count(condition.asked))", count(condition.has))
        case .comparedShare:
            (name, asked, has) = (
                "of the sampled, compared", "at least \(share(condition.asked))", share(condition.has)
            )
        case .clients, .sessions, .hours:
            (name, asked, has) = (
                "different \(condition.kind.rawValue)", "at least \(count(condition.asked))", count(condition.has)
            )
        case .coverage:
            (name, asked, has) = (
                "of the traffic, behaviour compared often enough", "at least \(share(condition.asked))",
                share(condition.has)
            )
        case .unknowns:
            (name, asked, has) = ("could not be judged", "at most \(share(condition.asked))", share(condition.has))
        case .latency:
            name = "increase of the p99"
            asked = "at most \(share(condition.asked))"
            let interval = condition.low.flatMap { low in condition.high.map { "\(share(low)) to \(share($0))" } }
            has = share(condition.has) + (interval.map { " (\($0))" } ?? "")
        case .builds:
            (name, asked, has) = ("builds that answer", count(condition.asked), count(condition.has))
        case .recall:
            (name, asked, has) = (
                "of the planted faults, found", "at least \(share(condition.asked))", share(condition.has)
            )
        }
    }
}
