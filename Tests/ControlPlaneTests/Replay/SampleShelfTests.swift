import Parity
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
}
