import Database
import Foundation
import Parity
import Routing
import Store
import TestSupport
import Testing

@Suite struct FlipTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder("store") }

    var path: String { folder.url.appending(path: "ficus.sqlite").path }

    @Test func `flips come back as they were written, in order`() async throws {
        let store = try ProxyStore(path: path)
        var second = flip("orders", RouteStatus(.shadow), RouteStatus(.canary, canary: Share(partsPerMillion: 125_000)))
        second.forced = true
        second.why = "we know better\n\"really\""
        second.waivers = ["orders.show"]
        second.gates = [
            GateOutcome(
                route: "orders.create", gate: Gate(mismatch: 0.001, confidence: 0.95, comparedShare: 0.8),
                result: GateResult(
                    refusals: [.mismatchRate(compared: 10, mismatches: 1, bound: 0.001, moreNeeded: 5_000)],
                    compared: 10, mismatches: 1, moreNeeded: 5_000, progress: 0.1, ruledOut: 1),
                epoch: epoch(), waived: true)
        ]
        let first = try await store.append(flip("orders", RouteStatus(.monolith), RouteStatus(.shadow)))
        #expect(first.sequence == 1)
        try await store.append(second)
        let flips = try await store.flips()
        #expect(flips.map(\.sequence) == [1, 2])
        #expect(flips[1].flip == second)
        #expect(flips[1].flip.to.canary.description == "12.5%")
        #expect(flips[0] == first)
        #expect(flips[0].hash != flips[1].hash)
    }

    @Test func `a flip that was acknowledged is there after a crash`() async throws {
        let store = try ProxyStore(path: path)
        for number in 1...20 {
            try await store.append(flip("unit\(number)", RouteStatus(.monolith), RouteStatus(.shadow)))
            let after = try store.reopenedAsAfterCrash(in: folder.url)
            #expect(try await after.flips().count == number)
            try after.close()
        }
    }

    @Test(arguments: [
        ("UPDATE flips SET record = replace(record, 'ann', 'bob') WHERE sequence = 2", 2),
        ("UPDATE flips SET hash = replace(hash, '0', '1') WHERE sequence = 1", 1),
        ("DELETE FROM flips WHERE sequence = 1", 1),
        ("DELETE FROM flips WHERE sequence = 2", 2),
        ("DELETE FROM flips WHERE sequence = 3", 3),
        ("INSERT INTO flips SELECT 4, record, hash FROM flips WHERE sequence = 3", 4),
        ("UPDATE flips SET record = (SELECT record FROM flips WHERE sequence = 3) WHERE sequence = 2", 2),
    ])
    func `a changed audit trail is noticed while running and at the next start`(sql: String, sequence: Int) async throws
    {
        let store = try ProxyStore(path: path)
        for name in ["a", "b", "c"] {
            try await store.append(flip(name, RouteStatus(.monolith), RouteStatus(.shadow)))
        }
        try await SQLDatabase(path: path).write { try $0.script(sql) }
        await #expect(throws: StoreError.brokenChain(path: path, sequence: sequence)) { try await store.flips() }
        #expect {
            try store.reopenedAsAfterCrash(in: folder.url)
        } throws: {
            if case .brokenChain(_, sequence)? = $0 as? StoreError { true } else { false }
        }
    }
}
