import Foundation
import Parity
import Routing
import Store
import TestSupport
import Testing

@Suite struct EvidenceTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder("store") }

    private func store() throws -> ProxyStore {
        try ProxyStore(path: folder.url.appending(path: "ficus.sqlite").path)
    }

    @Test func `batches of one epoch add up, those of another stay apart`() async throws {
        let store = try store()
        let one = EvidenceDelta(
            route: "a", epoch: epoch(), evidence: evidence(match: 5, mismatch: 1),
            groups: [group("body:/price", count: 1, at: 1)])
        try await store.record([one, one], time: noon)
        try await store.record([one], time: noon.addingTimeInterval(60))
        let current = try #require(try await store.currentEvidence(route: "a"))
        #expect(current.epoch == epoch())
        #expect(current.evidence == evidence(match: 15, mismatch: 3))
        #expect(current.groups.map(\.count) == [3])
        #expect(current.groups[0].examples.count == 1)
        #expect(current.trend.map(\.compared) == [12, 6])
        #expect(current.trend.map(\.mismatches) == [2, 1])
        #expect(current.started == noon)

        let next = EvidenceDelta(route: "a", epoch: epoch(serviceBuild: "2"), evidence: evidence(match: 1), groups: [])
        try await store.record([next], time: noon.addingTimeInterval(120))
        #expect(try await store.currentEvidence().map(\.evidence) == [evidence(match: 1)])
        #expect(try await store.epochs(route: "a").map(\.epoch.serviceBuild) == ["2", "1"])
        #expect(try await store.evidence(route: "a", epoch: epoch())?.evidence.match == 15)
    }

    @Test func `after a reset nothing counts until something new is seen`() async throws {
        let store = try store()
        try await store.record(
            [EvidenceDelta(route: "a", epoch: epoch(), evidence: evidence(match: 9), groups: [])], time: noon)
        #expect(try await store.resetParity(route: "a", who: "ann", why: "new data", time: noon) == 1)
        #expect(try await store.currentEvidence(route: "a") == nil)
        #expect(try await store.currentEvidence().isEmpty)
        #expect(try await store.resetCounts() == ["a": 1])
        #expect(try await store.resets(route: "a").map(\.why) == ["new data"])
        try await store.record(
            [EvidenceDelta(route: "a", epoch: epoch(resets: 1), evidence: evidence(match: 2), groups: [])], time: noon)
        #expect(try await store.currentEvidence(route: "a")?.evidence.match == 2)
    }

    @Test func `groups are bounded`() async throws {
        let store = try store()
        let groups = (0..<(ProxyStore.groupLimit + 50)).map { group("body:/\($0)", count: 1, at: 1) }
        let delta = EvidenceDelta(route: "a", epoch: epoch(), evidence: evidence(mismatch: 1), groups: groups)
        try await store.record([delta], time: noon)
        try await store.record([delta], time: noon)
        let current = try #require(try await store.currentEvidence(route: "a"))
        #expect(current.groups.count == ProxyStore.groupLimit)
        #expect(current.groups.allSatisfy { $0.count == 2 })
    }

    @Test func `a batch that was recorded is there after a crash`() async throws {
        let store = try store()
        let delta = EvidenceDelta(
            route: "a", epoch: epoch(), evidence: evidence(match: 1), groups: [group("status", count: 1, at: 1)])
        for number in 1...10 {
            try await store.record([delta], time: noon)
            let after = try store.reopenedAsAfterCrash(in: folder.url)
            #expect(try await after.currentEvidence(route: "a")?.evidence.match == UInt64(number))
            try after.close()
        }
    }

    @Test func `revisions keep the text, and the same text is the same revision`() async throws {
        let store = try store()
        #expect(try await store.lastRevision() == nil)
        let files = [SourceFile(name: "b.yaml", text: "b: ü"), SourceFile(name: "a.yaml", text: "a: 1")]
        let first = try await store.saveRevision(files: files, who: "ann", time: noon)
        #expect(first.number == 1)
        let again = try await store.saveRevision(files: files.reversed(), who: "bob", time: noon.addingTimeInterval(1))
        #expect(again == first)
        let second = try await store.saveRevision(files: [files[0]], who: "bob", time: noon)
        #expect(second.number == 2)
        #expect(second.hash != first.hash)
        #expect(try await store.lastRevision() == second)
        #expect(first.files.map(\.name) == ["a.yaml", "b.yaml"])
    }
}
