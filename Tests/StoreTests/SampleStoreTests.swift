import Foundation
import Parity
import Store
import TestSupport
import Testing

@Suite struct SampleStoreTests {
    private func store() throws -> (ProxyStore, TemporaryFolder) {
        let folder = try TemporaryFolder("samples")
        return (try ProxyStore(path: folder.path("ficus.sqlite")), folder)
    }

    private let now = Date(timeIntervalSince1970: 100_000_000)

    private func sample(_ slot: Int, _ text: String, age: TimeInterval = 0) -> StoredSample {
        StoredSample(route: "a", slot: slot, time: now.addingTimeInterval(-age), line: Array(text.utf8))
    }

    @Test func `a sample takes the place of what was in its slot, and old ones go`() async throws {
        let (store, folder) = try store()
        try await store.record(
            [sample(0, "one", age: 3), sample(1, "two", age: 2), sample(2, "old", age: ProxyStore.sampleAge + 1)],
            now: now)
        try await store.record([sample(0, "three")], now: now)
        let lines = try await store.samples(route: "a").map { String(decoding: $0.line, as: UTF8.self) }
        #expect(lines == ["two", "three"])
        #expect(try await store.samples(route: "b").isEmpty)
        try await store.forgetSamples(route: "a")
        #expect(try await store.samples(route: "a").isEmpty)
        try store.close()
        withExtendedLifetime(folder) {}
    }

    @Test func `what is kept tells what it is kept for`() async throws {
        let (store, folder) = try store()
        var one = sample(3, "line")
        one.group = DifferenceGroup.Key(pattern: "body:/price", kind: .value, relation: .rounding)
        one.build = "s-7"
        try await store.record([one, sample(24, "agrees")], now: now)
        let kept = try await store.keptSamples()
        #expect(kept.map(\.slot) == [3, 24] && kept.allSatisfy { $0.line.isEmpty })
        #expect(kept[0].group == one.group && kept[0].build == "s-7" && kept[0].time == one.time)
        #expect(kept[1].group == nil && kept[1].build == nil)
        #expect(try await store.samples(route: "a").first { $0.slot == 3 } == one)
        try store.close()
        withExtendedLifetime(folder) {}
    }

    @Test func `what a replay has shown replaces what an earlier one of its name did`() async throws {
        let (store, folder) = try store()
        func evidence(_ source: String, _ match: Int) -> WarmEvidence {
            WarmEvidence(
                source: source, route: "a", time: now, who: "w", match: match, noise: 0, mismatch: 1, unknown: 0,
                groups: Array(repeating: "g", count: 50))
        }
        try await store.record([evidence("n", 1), evidence("m", 2)])
        try await store.record([evidence("n", 3)])
        let kept = try await store.warmEvidence()
        #expect(kept.map(\.source) == ["m", "n"] && kept.map(\.match) == [2, 3])
        #expect(kept[0].groups.count == WarmEvidence.groupLimit)
        try store.close()
        withExtendedLifetime(folder) {}
    }
}
