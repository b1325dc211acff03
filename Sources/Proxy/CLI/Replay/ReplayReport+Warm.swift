import Foundation
import Store

extension ReplayReport {
    /// What was shown of each route that was compared.
    func evidence(source: String, who: String) -> [WarmEvidence] {
        let routes = Dictionary(grouping: exchanges.filter { $0.route != nil }) { $0.route ?? "" }
        return routes.keys.sorted().compactMap { route in
            let results = routes[route] ?? []
            func count(_ verdict: String) -> Int { results.count { $0.verdict == verdict } }
            guard results.contains(where: { $0.verdict != "skipped" }) else { return nil }
            return WarmEvidence(
                source: source, route: route, time: started, who: who, match: count("match"), noise: count("noise"),
                mismatch: results.count(where: \.isMismatch), unknown: count("unknown"),
                groups: groups.filter { $0.route == route }.map { group in
                    "\(group.pattern) \(group.kind)" + (group.relation.map { " (\($0))" } ?? "") + " \(group.count)"
                })
        }
    }
}
