import Foundation
import Parity
package import Routing
import Store

extension ParityRecorder {
    /// What is known of every route of a table that has a candidate, or of those named.
    package func parity(of table: RouteTable, routes named: Set<String>? = nil) async throws -> AdminParity {
        var found: [String: RouteFacts] = [:]
        for route in table.routes where route.candidate != nil {
            found[route.id] = RouteFacts(
                evidence: try await epochEvidence(of: route),
                builds: record(of: route)?.alternatingBuilds ?? [],
                trend: record(of: route)?.trend.points ?? [], recall: record(of: route)?.recall ?? Recall(),
                pace: record(of: route)?.trend.pace(at: now()),
                epochs: try await store.lastEpochs(route: route.id, limit: AdminRouteParity.epochLimit))
        }
        let routes = table.routes.indices.compactMap { index -> AdminRouteParity? in
            let route = table.routes[index]
            guard named?.contains(route.id) ?? true else { return nil }
            return RouteParityReader(table: table, facts: found, now: now()).parity(of: RouteIndex(index), route)
        }
        return AdminParity(generated: now(), revision: table.revision, recall: recall(), routes: routes)
    }
}

/// What the recorder and the store know of one route.
struct RouteFacts {
    var evidence: EpochEvidence?
    /// The service's builds that answer at present, when there is more than one.
    var builds: [String]
    /// The last quarter of an hour.
    var trend: [AdminTrendPoint]
    var recall: Recall
    /// Compared exchanges a second of late.
    var pace: Double?
    var epochs: [EpochSummary] = []
}
