import Foundation
import Parity
import Routing

/// What the HTML template shows: texts only, so that the template has nothing to decide but what is there.
struct ReportPage {
    let style: String
    let styleHash: String
    let headline: String
    let generated: String
    let revision: String
    let summary: String
    let totalRecall: String?
    let recallTone: String
    let routes: [ReportRoute]
    let hasRoutes: Bool
    /// Those of which there is more to tell than a line.
    let stories: [ReportRoute]
    let quiet: [ReportRoute]
    let hasQuiet: Bool
    let stays: [Stay]
    let hasStays: Bool

    struct Stay {
        var stayID: String
        var stayMatch: String
    }

    init(_ parity: AdminParity, style: String, styleHash: String) {
        self.style = style
        self.styleHash = styleHash
        headline = parity.headline
        generated = ReportNumbers.time(parity.generated)
        revision = String(parity.revision)
        totalRecall = RouteStory.recall(parity.recall)
        recallTone = (parity.recall.share ?? 1) < Parity.Gate.recallMinimum ? "bad" : ""
        let gaps = Dictionary(grouping: AdminGap.gaps(of: parity), by: \.route)
        routes = parity.movable.map { ReportRoute($0, gaps: gaps[$0.id] ?? []) }
        hasRoutes = !routes.isEmpty
        stories = routes.filter(\.hasBegun)
        quiet = routes.filter { !$0.hasBegun }
        hasQuiet = !quiet.isEmpty
        stays = parity.routes.filter { $0.next.standing == .stays }.map { Stay(stayID: $0.id, stayMatch: $0.match) }
        hasStays = !stays.isEmpty
        summary = Self.summary(parity)
    }

    /// `12 routes: 1 monolith, 8 shadow, 1 canary. 41,202 exchanges compared.`
    private static func summary(_ parity: AdminParity) -> String {
        let movable = parity.movable
        let states = RouteState.allCases.compactMap { state -> String? in
            let count = movable.count { $0.status.state == state }
            return count > 0 ? "\(count) \(state.rawValue)" : nil
        }
        let compared = movable.reduce(0) { $0 + $1.counts.compared }
        guard !movable.isEmpty else { return "No route has a service to move to." }
        return """
            \(ReportNumbers.count(UInt64(movable.count), "route")): \(states.joined(separator: ", ")). \
            \(ReportNumbers.count(compared, "exchange")) compared.
            """
    }
}
