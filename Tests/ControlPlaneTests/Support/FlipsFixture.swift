import Foundation
import Logging
import Routing
import Store
import Testing

@testable import ControlPlane

/// Flips over doubles: a group of two routes with a feed, a single route, and one that cannot flip.
struct FlipsFixture {
    let log = FlakyLog()
    let published = PublishedTables()
    let evidence = FixedEvidence()
    let feed = FixedFeed()
    let flips: Flips

    static let table = """
        apiVersion: ficus/v1
        kind: Gateway
        targets:
          monolith: {urls: ["http://127.0.0.1:1"]}
          orders: {urls: ["http://127.0.0.1:2"]}
        defaults:
          gates:
            canary:    {mismatch: 1%, confidence: 95%, compared_share: 80%}
            extracted: {mismatch: 0.1%, confidence: 95%, compared_share: 80%}
        ---
        apiVersion: ficus/v1
        kind: RouteTable
        domain: orders
        candidate: orders
        groups:
          lifecycle: {state: monolith, owner: monolith, data: fed, feed: /internal/feed}
        routes:
          orders.create: {group: lifecycle, match: POST /orders, effect: write}
          orders.show: {group: lifecycle, match: "GET /orders/:id"}
          prices: {match: GET /prices}
          internal: {match: "* /internal/*rest", answer: 404}
        """

    static func definition(_ text: String = table) throws -> Definition {
        let loading = Definition.load([SourceFile(name: "table.yaml", text: text)])
        return try #require(loading.definition, "\(loading.diagnostics)")
    }

    init(flips stored: [StoredFlip] = []) throws {
        feed.set("monolith", 10, applied: ["orders": 4])
        feed.set("orders", 4, applied: ["monolith": 10])
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        flips = Flips(
            definition: try Self.definition(),
            revision: RevisionInForce(number: 1, hash: "h", loaded: Date(), source: .folder("routes")), flips: stored,
            log: log, publisher: published, evidence: evidence, feed: feed, logger: logger)
    }

    @discardableResult
    func flip(
        _ unit: String, _ to: RouteStatus, force: Bool = false, reason: String? = nil, waive: [String] = []
    ) async throws -> FlipAnswer {
        try await flips.flip(
            FlipRequest(unit: unit, to: to, who: "ann", reason: reason, force: force, waive: waive))
    }

    @discardableResult
    func rollback(_ unit: String, to: RouteStatus? = nil) async throws -> FlipAnswer {
        try await flips.rollback(RollbackRequest(unit: unit, to: to, who: "bob", reason: "no good"))
    }
}

let monolith = RouteStatus(.monolith)
let shadow = RouteStatus(.shadow)
let extracted = RouteStatus(.extracted)
let retired = RouteStatus(.retired)
func canary(_ percent: Int) -> RouteStatus { RouteStatus(.canary, canary: Share(percent: percent) ?? .zero) }

/// Expects a refusal of one kind, and gives it back.
@discardableResult
func refusal(
    _ kind: AdminProblem.Kind, _ location: Testing.SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async throws -> AdminProblem {
    do {
        try await body()
    } catch let problem as AdminProblem {
        #expect(problem.kind == kind, "\(problem)", sourceLocation: location)
        return problem
    }
    Issue.record("not refused", sourceLocation: location)
    throw CancellationError()
}
