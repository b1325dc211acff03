import Foundation
package import Parity

/// What other rules would say of exchanges that were recorded: `ficus parity replay`.
package struct Rejudgement: Sendable, Encodable {
    package var route: String
    /// Exchanges that were judged twice.
    package var exchanges: Int
    /// Of other builds of the service than the latest, which say nothing about it.
    package var outdated: Int
    package var verdicts: [VerdictChange]
    package var groups: [GroupChange]
    /// Rules that hold after and met nothing in any of the exchanges.
    package var neverMet: [String]

    /// How often a verdict was and would be given.
    package struct VerdictChange: Sendable, Hashable, Encodable {
        package var verdict: String
        package var before: Int
        package var after: Int
    }

    /// In how many exchanges a group of differences was and would be seen.
    package struct GroupChange: Sendable, Hashable, Encodable {
        package var pattern: String
        package var kind: DifferenceClass
        package var relation: Relation?
        package var before: Int
        package var after: Int

        private enum CodingKeys: String, CodingKey {
            case pattern, relation, before, after
            case kind = "class"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case route, exchanges, outdated, verdicts, groups
        case neverMet = "never_met"
    }

    /// Whether a mismatch would remain.
    package var hasMismatch: Bool { verdicts.contains { $0.verdict == "mismatch" && $0.after > 0 } }
}

extension Rejudgement {
    /// Judges exchanges of one route under two sets of rules, in the order of time.
    package init(
        route: String, _ exchanges: [RecordedExchange], before: RuleBook, after: RuleBook, now: Double
    ) throws(RecordingError) {
        let current = exchanges.ofLatestBuild
        let old = try JudgedRoute(route: route, current, under: before, now: now)
        let new = try JudgedRoute(route: route, current, under: after, now: now)
        self.route = route
        self.exchanges = current.count
        outdated = exchanges.count - current.count
        verdicts = ["match", "noise", "mismatch", "unknown"].map {
            VerdictChange(verdict: $0, before: old.verdicts[$0] ?? 0, after: new.verdicts[$0] ?? 0)
        }
        let keys = Set(old.groups.keys).union(new.groups.keys)
        groups = keys.map { key in
            GroupChange(
                pattern: key.pattern, kind: key.kind, relation: key.relation, before: old.groups[key] ?? 0,
                after: new.groups[key] ?? 0)
        }.sorted { ($1.before, $1.after, $0.pattern) < ($0.before, $0.after, $1.pattern) }
        neverMet = new.neverMet
    }
}

/// What a set of rules says of the exchanges of a route.
struct JudgedRoute {
    var verdicts: [String: Int] = [:]
    var groups: [DifferenceGroup.Key: Int] = [:]
    var neverMet: [String] = []
    var pairs: [(exchange: RecordedExchange, judged: JudgedPair)] = []

    init(
        route: String, _ exchanges: [RecordedExchange], under book: RuleBook, now: Double
    ) throws(RecordingError) {
        var book = book
        var settings = PairJudge.Settings(now: now)
        settings.explains = false
        var met: Set<String> = []
        var all: [String] = []
        for exchange in exchanges {
            guard let monolith = exchange.monolith, let service = exchange.service else { continue }
            var judge = try book.judge(for: exchange, route: route)
            let judged = judge.judge(
                exchange, monolith: monolith.observation, service: service.observation, settings)
            book.keep(judge, for: exchange)
            verdicts[judged.verdict, default: 0] += 1
            for key in Set(judged.differences.map(\.group)) { groups[key, default: 0] += 1 }
            met.formUnion(judged.rules.filter(\.met).map(\.rule))
            all = judged.rules.map(\.rule)
            pairs.append((exchange, judged))
        }
        neverMet = all.filter { !met.contains($0) }
    }
}

extension Difference {
    /// What it is grouped by.
    var group: DifferenceGroup.Key {
        DifferenceGroup.Key(pattern: path.pattern, kind: kind, relation: relation)
    }
}

extension [RecordedExchange] {
    /// Those of the service's build that answered last, in the order of time; all where none says its build.
    var ofLatestBuild: [RecordedExchange] {
        let ordered = sorted { ($0.time ?? 0) < ($1.time ?? 0) }
        guard let build = ordered.last(where: { $0.service?.observation.build != nil })?.service?.observation.build
        else { return ordered }
        return ordered.filter { ($0.service?.observation.build ?? build) == build }
    }
}
