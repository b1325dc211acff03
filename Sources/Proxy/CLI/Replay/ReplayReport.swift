import ControlPlane
import Foundation
import Parity

/// What a whole replay has shown: `ficus replay --output json`.
struct ReplayReport: Sendable, Encodable {
    let file: String
    let monolith: String
    let service: String
    let started: Date
    let seconds: Double
    /// By verdict.
    let counts: [String: Int]
    /// Why requests were not sent.
    let skipped: [String: Int]
    let groups: [Group]
    let exchanges: [ReplayResult]

    /// Differences that look like one cause.
    struct Group: Sendable, Encodable {
        let route: String?
        let pattern: String
        let kind: String
        let relation: String?
        /// Requests that showed it.
        let count: Int
        let example: Difference
        /// The first request that showed it.
        let request: String

        private enum CodingKeys: String, CodingKey {
            case route, pattern, relation, count, example, request
            case kind = "class"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case file, monolith, service, started, seconds, counts, skipped, groups, exchanges
    }

    init(
        file: String, monolith: String, service: String, started: Date, seconds: Double, results: [ReplayResult]
    ) {
        self.file = file
        self.monolith = monolith
        self.service = service
        self.started = started
        self.seconds = seconds
        let verdicts = ["match", "mismatch", "noise", "unknown", "failed", "skipped"]
        counts = Dictionary(
            uniqueKeysWithValues: verdicts.map { verdict in
                (verdict, results.count { $0.verdict == verdict })
            })
        skipped = Dictionary(
            results.compactMap { if case .skipped(let reason) = $0.outcome { (reason, 1) } else { nil } },
            uniquingKeysWith: +)
        groups = Self.groups(results)
        exchanges = results
    }

    func count(_ verdict: String) -> Int { counts[verdict] ?? 0 }

    /// Requests that both sides have answered.
    var compared: Int { count("match") + count("mismatch") + count("noise") }

    var exit: Exit {
        let silent = exchanges.compactMap { result -> Bool? in
            if case .silent(_, let isUnreachable) = result.outcome { isUnreachable } else { nil }
        }
        if compared == 0, !silent.isEmpty, silent.allSatisfy(\.self) { return .unreachable }
        if exchanges.contains(where: \.isMismatch) { return .gateRefused }
        return compared == 0 || !silent.isEmpty ? .failure : .ok
    }

    /// Most frequent first.
    private static func groups(_ results: [ReplayResult]) -> [Group] {
        struct Key: Hashable {
            var route: String?
            var group: DifferenceGroup.Key
        }
        var seen: [Key: (count: Int, example: Difference, request: String, place: Int)] = [:]
        for result in results where result.isMismatch {
            var keys: Set<Key> = []
            for difference in result.differences {
                let key = Key(
                    route: result.route,
                    group: DifferenceGroup.Key(
                        pattern: difference.path.pattern, kind: difference.kind, relation: difference.relation))
                guard keys.insert(key).inserted else { continue }
                let place = seen.count
                seen[key, default: (0, difference, result.request, place)].count += 1
            }
        }
        return seen.sorted { ($1.value.count, $0.value.place) < ($0.value.count, $1.value.place) }.map { key, seen in
            Group(
                route: key.route, pattern: key.group.pattern, kind: key.group.kind.rawValue,
                relation: key.group.relation?.rawValue, count: seen.count, example: seen.example, request: seen.request)
        }
    }

    /// One suite for each route, one case for each request.
    var junit: JUnitReport {
        let routes = Dictionary(grouping: exchanges) { $0.route ?? "requests" }
        let suites = routes.keys.sorted().map { route in
            JUnitReport.Suite(
                route, time: started,
                cases: (routes[route] ?? []).map { result in
                    JUnitReport.Case(
                        "\(result.request) (\(result.id))", of: route, Self.outcome(of: result), seconds: result.seconds
                    )
                })
        }
        return JUnitReport("ficus replay", suites: suites)
    }

    private static func outcome(of result: ReplayResult) -> JUnitReport.Outcome {
        let lines = result.differences.map(ReplayText.line)
        switch result.outcome {
        case .judged(let judged) where judged.isMismatch:
            return .failed(
                kind: "mismatch", message: lines.first ?? "mismatch", details: lines.joined(separator: "\n"))
        case .judged(let judged) where judged.verdict == "unknown":
            return .error(kind: "unknown", message: judged.reason ?? "not comparable", details: "")
        case .judged: return .passed
        case .silent(let isMonolith, _):
            let message = "\(isMonolith ? "the monolith" : "the service"): \(result.detail ?? "no answer")"
            return isMonolith
                ? .error(kind: "failed", message: message, details: "")
                : .failed(kind: "failed", message: message, details: "")
        case .skipped(let reason): return .skipped(message: reason)
        }
    }
}
