import Foundation
import Parity
package import Routing
import Store

extension ParityRecorder {
    /// What is known of every route of a table that has a candidate, or of those named.
    ///
    /// The facts are read off the recorder's own thread: on a busy machine its low priority would make everybody wait who
    /// looks.
    package nonisolated func parity(of table: RouteTable, routes named: Set<String>? = nil) async throws -> AdminParity
    {
        let facts = try await facts(of: table)
        let reader = RouteParityReader(table: table, facts: facts, now: now())
        let routes = table.routes.indices.compactMap { index -> AdminRouteParity? in
            let route = table.routes[index]
            guard named?.contains(route.id) ?? true else { return nil }
            return reader.parity(of: RouteIndex(index), route)
        }
        let recall = facts.values.reduce(into: Recall()) { $0.merge($1.evidence?.evidence.recall ?? Recall()) }
        return AdminParity(generated: now(), revision: table.revision, recall: recall, routes: routes)
    }

    private func facts(of table: RouteTable) async throws -> [String: RouteFacts] {
        var found: [String: RouteFacts] = [:]
        for route in table.routes where route.candidate != nil {
            found[route.id] = RouteFacts(
                evidence: try await epochEvidence(of: route),
                builds: record(of: route)?.alternatingBuilds ?? [],
                trend: record(of: route)?.trend.points ?? [],
                pace: record(of: route)?.trend.pace(at: now()),
                epochs: try await store.lastEpochs(route: route.id, limit: AdminRouteParity.epochLimit))
        }
        return found
    }
}

/// What the recorder and the store know of one route.
struct RouteFacts {
    var evidence: EpochEvidence?
    /// The service's builds that answer at present, when there is more than one.
    var builds: [String]
    /// The last quarter of an hour.
    var trend: [AdminTrendPoint]
    /// Compared exchanges a second of late.
    var pace: Double?
    var epochs: [EpochSummary] = []
}
