import Foundation
import Parity
import Routing

/// What the HTML template shows: texts only, so that the template has nothing to decide but what is there.
struct ReportPage {
    struct Tile {
        var label: String
        var count: String
        var tone: String
    }

    struct Share {
        var label: String
        var tone: String
        var count: String
        var width: String
    }

    let headline: String
    let generated: String
    let revision: String
    let totalRecall: String?
    let isBlind: Bool
    let tiles: [Tile]
    let states: [Share]
    let routes: [ReportRoute]
    let stays: [String]
    let hasStays: Bool

    init(_ parity: AdminParity) {
        headline = parity.headline
        generated = ReportNumbers.time(parity.generated)
        revision = String(parity.revision)
        totalRecall = RouteStory.recall(parity.recall)
        isBlind = (parity.recall.share ?? 1) < 0.95
        routes = parity.movable.map(ReportRoute.init)
        stays = parity.routes.filter { $0.next.standing == .stays }.map { "\($0.id)  \($0.match)" }
        hasStays = !stays.isEmpty
        tiles = [
            Tile(label: "differ", count: String(parity.count(.differs) + parity.count(.silent)), tone: "bad"),
            Tile(label: "can move now", count: String(parity.count(.ready)), tone: "good"),
            Tile(
                label: "gather evidence", count: String(parity.count(.gathering) + parity.count(.waiting)), tone: "info"
            ),
            Tile(label: "blocked", count: String(parity.count(.blocked)), tone: "warn"),
            Tile(label: "moved", count: String(parity.count(.moved)), tone: "fig"),
        ]
        let movable = parity.movable
        states = ["monolith", "shadow", "canary", "extracted", "retired"].compactMap { state in
            let count = movable.count { $0.status.state.rawValue == state }
            guard count > 0 else { return nil }
            let width = Double(count) / Double(movable.count) * 100
            return Share(label: state, tone: state, count: String(count), width: String(format: "%.3f", width))
        }
    }
}
