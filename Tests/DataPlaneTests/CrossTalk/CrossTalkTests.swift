import Foundation
import Routing
import TestSupport
import Testing

@testable import DataPlane

/// One client's answer never reaches another, whatever clients and targets do.
///
/// `FICUS_TOKENS=1000000` asks for so many exchanges, `FICUS_SEED` for other ones (`make soak`).
@Suite(.serialized, .timeLimit(.minutes(patient(120))))
struct CrossTalkTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let exchanges = environment["FICUS_TOKENS"].flatMap { Int($0) } ?? 20_000
    private static let seed = environment["FICUS_SEED"].flatMap { UInt64($0) } ?? 1

    /// Every kind of fault at once; then hardly any, so that connections live long and are shared by many.
    @Test(arguments: [(faults: 0.3, clients: 48), (faults: 0.01, clients: 16)])
    func `Every whole answer carries the token of its request`(faults: Double, clients: Int) async throws {
        let behaviours = (0..<3).map { TokenTarget(seed: Self.seed &+ UInt64($0), faults: faults) }
        var targets: [FakeTarget] = []
        for behaviour in behaviours {
            targets.append(try await .start(keepsRequests: false, .answering { behaviour.answer($0) }))
        }
        let ports = targets.map(\.port)
        let plane = try await Plane.start(
            targets: ["monolith": [ports[2]], "service": [ports[0], ports[1]]],
            keys: "breaker: none, limits: {connections: 24, queue_timeout: 10s}",
            gateway: "defaults: {timeouts: {connect: 10s, first_byte: 250ms, total: 30s}}",
            candidate: "service",
            groups: "all: {state: extracted, data: shared}",
            routes: """
                read: {group: all, match: GET /:token, fallback: {to: monolith, when: [not_sent, timeout, reset, 5xx]}}
                post: {group: all, match: POST /:token, effect: write}
                put: {group: all, match: PUT /:token, effect: read}
                """, states: ["all": .init(.extracted)])
        try await with(plane) { plane in
            let tally = TallyBox()
            await withTaskGroup { group in
                for number in 0..<clients {
                    let client = TokenClient(number: number, port: plane.port, tally: tally)
                    group.addTask { await client.run(seed: Self.seed, until: Self.exchanges / 2) }
                }
            }
            let seen = tally.value
            print(
                "\(seen.exchanges) exchanges: \(seen.whole) whole, \(seen.ours) answered by the proxy, "
                    + "\(seen.broken) broken, \(seen.left) left")
            #expect(seen.violations == [])
            #expect(behaviours.flatMap(\.violations) == [])
            #expect(seen.whole > seen.exchanges / 4)
            if faults > 0.1 { #expect(seen.broken > 0 && seen.ours > 0 && seen.left > 0) }
            try await eventually("nothing is under way any more") {
                let counters = await plane.plane.counters()
                return counters.exchangesInFlight == 0 && counters.openConnections == 0
            }
        }
    }
}
