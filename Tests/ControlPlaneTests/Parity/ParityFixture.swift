@testable import ControlPlane
import Foundation
import Parity
import Routing
import Store
import Synchronization
import TestSupport
import Testing

/// A route table, a store in a folder of its own and a recorder on it.
struct ParityFixture {
    let folder: TemporaryFolder
    let store: ProxyStore
    let table: RouteTable
    let recorder: ParityRecorder

    static let start = Date(timeIntervalSince1970: 1_767_225_600)

    init(
        ignore: String = "[]", states: [String: RouteStatus] = ["orders": RouteStatus(.shadow)],
        asker: (any Asker)? = nil, effects: (any EffectsReader)? = nil, noise: String = "{}", p99: String? = nil,
        pause: @escaping @Sendable (Duration) async -> Void = { _ in }
    ) async throws {
        folder = try TemporaryFolder()
        store = try ProxyStore(path: folder.path + "/ficus.db")
        table = try Self.table(ignore: ignore, states: states, noise: noise, p99: p99)
        recorder = try await ParityRecorder(
            store: store, asker: asker, effects: effects, now: { Self.start }, pause: pause)
    }

    static func table(
        ignore: String = "[]", states: [String: RouteStatus] = [:], noise: String = "{}", p99: String? = nil
    ) throws -> RouteTable {
        let gateway = """
            apiVersion: ficus/v1
            kind: Gateway
            unmatched: monolith
            targets:
              monolith: {urls: ["http://127.0.0.1:3000"]}
              orders: {urls: ["http://127.0.0.1:3003"]}
            defaults:
              gates:
                canary: {mismatch: 1%, confidence: 95%, compared_share: 80%}
                extracted: {mismatch: 0.3%, confidence: 95%, compared_share: 80%\(p99.map { ", p99_increase: \($0)" } ?? "")}
            """
        let orders = """
            apiVersion: ficus/v1
            kind: RouteTable
            domain: orders
            prefix: /api/v1
            candidate: orders
            groups:
              orders: {state: monolith, owner: monolith, data: fed}
            routes:
              orders.list: {group: orders, match: GET /orders, parity: {ignore: \(ignore), noise: \(noise)}}
              orders.show: {group: orders, match: "GET /orders/:id"}
              orders.create: {match: POST /orders, effect: write, shadow: {writes: isolated}}
              orders.confirmed:
                match: PUT /orders
                effect: write
                shadow: {writes: isolated}
                parity: {confirm: "GET /orders/{/id}"}
              orders.named: {match: GET /named, parity: {identity: {/orders/*/id: order}}}
              orders.item: {match: "GET /named/:id", parity: {identity: {path.id: order, /id: order}}}
              orders.rehearsed:
                match: POST /rehearsals
                effect: write
                shadow: {writes: dry_run}
                parity: {identity: {/id: order}, confirm: "GET /orders/{/id}"}
              orders.dry:
                match: PATCH /orders
                effect: write
                shadow: {writes: dry_run}
                parity: {effects: {from: /internal/feed/changes}}
            """
        let loading = Definition.load([
            SourceFile(name: "gateway.yaml", text: gateway), SourceFile(name: "orders.yaml", text: orders),
        ])
        let definition = try #require(loading.definition, "\(loading.diagnostics)")
        return definition.compile(states: states, revision: 7)
    }

    func route(_ id: String) throws -> Route { try #require(table.definition.route(id)) }

    /// Records exchanges of `orders.list`.
    func record(
        _ count: Int = 1, monolith: String = #"{"orders":[]}"#, service: String = #"{"orders":[]}"#,
        build: String = "s1", route: String = "orders.list", at seconds: Double = 0
    ) async throws {
        for number in 0..<count {
            await recorder.record(
                ComparedExchange(
                    route: try self.route(route), monolith: Self.answer(monolith, "m1"),
                    service: Self.answer(service, build), primary: .monolith, requestID: "r\(number)",
                    time: Self.start + seconds))
        }
    }

    static func answer(_ body: String, _ build: String?) -> Observation {
        Observation(
            status: 200, contentType: Array("application/json".utf8), body: Array(body.utf8), build: build,
            totalNanoseconds: 2_000_000)
    }
}
