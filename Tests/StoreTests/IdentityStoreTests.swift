import Foundation
import Parity
import Store
import TestSupport
import Testing

@Suite struct `Pairs of ids in the store` {
    private func pair(_ monolith: String, _ service: String, _ witness: String = "r1") -> IdentityPair {
        IdentityPair(
            monolith: Array(monolith.utf8), service: Array(service.utf8), isMonolithNumber: true, witness: witness,
            time: 12.5)
    }

    /// Opens the file, writes, and closes it again.
    private func write(_ pairs: [(space: IdentitySpace, pair: IdentityPair)], to path: String) async throws {
        let store = try ProxyStore(path: path)
        try await store.record(pairs)
        try store.close()
    }

    @Test func `survive a restart, whole`() async throws {
        let folder = try TemporaryFolder("identity")
        let path = folder.path("ficus.sqlite")
        let orders = IdentitySpace(service: "orders", domain: "order")
        let clients = IdentitySpace(service: "orders", domain: "client")
        try await write([(orders, pair("17", "a")), (clients, pair("17", "b")), (orders, pair("18", "c"))], to: path)
        // Neither half of it may have another name already.
        try await write([(orders, pair("17", "d", "r2")), (orders, pair("19", "a", "r2"))], to: path)

        let second = try ProxyStore(path: path)
        var map = try await second.identities()
        #expect(map[orders].count == 2)
        #expect(map[orders].pair(service: Array("a".utf8)) == pair("17", "a"))
        #expect(map[clients].pair(monolith: Array("17".utf8)) == pair("17", "b"))
        try await second.forgetIdentities(service: "orders", domains: ["order"])
        map = try await second.identities()
        #expect(map[orders].count == 0)
        #expect(map[clients].count == 1)
        try second.close()
    }
}
