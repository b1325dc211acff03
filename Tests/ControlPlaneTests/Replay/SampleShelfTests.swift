import Foundation
import Parity
import Store
import Testing

@testable import ControlPlane

@Suite struct SampleShelfTests {
    private func mismatch(_ place: String) -> Judgement {
        let difference = Difference(
            path: .body(JSONPointer(tokens: [place])), kind: .value, monolith: "1", service: "2")
        return Judgement(Comparison(verdict: .mismatch, differences: [difference]))
    }

    @Test func `a frequent group leaves room for rare ones, and shows its latest`() {
        var shelf = SampleShelf()
        let first = (0..<100).compactMap {
            shelf.slot(for: mismatch("often"), serviceBuild: nil, time: Double($0) / 100)
        }
        #expect(first.count == 3)
        #expect(shelf.slot(for: mismatch("rare"), serviceBuild: nil, time: 2) != nil)
        let latest = shelf.slot(for: mismatch("often"), serviceBuild: nil, time: 60)
        #expect(latest == first.last)
    }

    @Test func `no more slots are used than there are`() {
        var shelf = SampleShelf()
        var slots: Set<Int> = []
        for number in 0..<5_000 {
            for judgement in [mismatch("p\(number % 40)"), Judgement(Comparison(verdict: .match))] {
                if let slot = shelf.slot(for: judgement, serviceBuild: "1", time: Double(number)) { slots.insert(slot) }
            }
        }
        #expect(slots == Set(0..<(SampleShelf.differing + SampleShelf.agreeing)))
    }

    @Test func `another build of the service begins anew`() {
        var shelf = SampleShelf()
        for number in 0..<3 { _ = shelf.slot(for: mismatch("a"), serviceBuild: "1", time: Double(number)) }
        #expect(shelf.slot(for: mismatch("a"), serviceBuild: "1", time: 3) == nil)
        #expect(shelf.slot(for: mismatch("a"), serviceBuild: "2", time: 3) == 0)
    }

    @Test func `what a store has kept stays where it is`() throws {
        var shelf = SampleShelf()
        var kept: [StoredSample] = []
        func take(_ judgement: Judgement, _ time: Double) throws {
            let found = shelf.slot(for: judgement, serviceBuild: "1", time: time)
            let slot = try #require(found)
            kept.append(
                StoredSample(
                    route: "r", slot: slot, time: Date(timeIntervalSince1970: time), group: shelf.group(in: slot),
                    build: "1", line: []))
        }
        for time in 0..<3 { try take(mismatch("a"), Double(time)) }
        try take(mismatch("b"), 3)
        for time in 4..<12 { try take(Judgement(Comparison(verdict: .match)), Double(time)) }

        var next = SampleShelf(kept, agreements: 1_000_000)
        let (again, rare) = (
            next.slot(for: mismatch("a"), serviceBuild: "1", time: 11),
            next.slot(for: mismatch("b"), serviceBuild: "1", time: 11)
        )
        #expect(again == nil && rare == 4)
        // One of a million, so that those kept stay a fair sample.
        let replaced = (0..<100).count { _ in
            next.slot(for: Judgement(Comparison(verdict: .match)), serviceBuild: "1", time: 13) != nil
        }
        #expect(replaced < 3)
        let another = next.slot(for: mismatch("a"), serviceBuild: "2", time: 14)
        #expect(another == 0)
    }
}
