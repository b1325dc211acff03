import Parity
import Testing

/// Properties over random JSON from a seeded generator.
struct ComparatorPropertyTests {
    @Test(arguments: 0..<200 as Range<UInt64>)
    func `An answer does not differ from itself`(seed: UInt64) throws {
        var json = RandomJSON(random: SplitMix(seed: seed))
        let body = json.text()
        #expect(try differences(body, body) == [])
        // Leading white space keeps the bytes from being equal.
        #expect(try differences(body, " " + body) == [])
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `Seen from the other side, the classes are mirrored`(seed: UInt64) throws {
        var json = RandomJSON(random: SplitMix(seed: seed))
        let left = json.object()
        let right = json.object()
        let rules = ComparisonRules()
        let there = Comparator.compare(monolith: .json(left), service: .json(right), rules: rules)
        let back = Comparator.compare(monolith: .json(right), service: .json(left), rules: rules)
        #expect(there.verdict == back.verdict)
        #expect(there.differences.map(mirrored).sorted() == back.differences.map(plain).sorted())
    }

    @Test(arguments: 0..<500 as Range<UInt64>)
    func `Every planted fault is found at its place`(seed: UInt64) throws {
        var json = RandomJSON(random: SplitMix(seed: seed))
        let rules = ComparisonRules()
        var test = ComparatorSelfTest(seed: seed)
        for _ in 0..<10 { test.run(on: .json(json.object()), rules: rules) }
        #expect(test.recall.planted == 10)
        #expect(test.recall.found == test.recall.planted, "\(test.recall.counts)")
    }

    @Test func `Every kind of fault is planted`() throws {
        var json = RandomJSON(random: SplitMix(seed: 7))
        var test = ComparatorSelfTest(seed: 7)
        let rules = ComparisonRules(headers: ["location"])
        let location = HeaderField(name: "location", value: Array("/orders/7".utf8))
        for _ in 0..<1000 { test.run(on: .json(json.object(), headers: [location]), rules: rules) }
        #expect(Set(test.recall.counts.keys) == Set(FaultKind.allCases))
    }

    @Test func `A blind comparator is seen as blind`() throws {
        let rules = try ComparisonRules(ignore: [""])
        var test = ComparatorSelfTest(seed: 1)
        for _ in 0..<50 { test.run(on: .json(#"{"a":[1,2],"b":"x"}"#), rules: rules) }
        // Nothing of the body can be planted where all of it is ignored: only the status is left.
        #expect(Set(test.recall.counts.keys) == [.wrongStatus])
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func `Broken text never traps`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var json = RandomJSON(random: random)
        var body = Array(json.object().utf8)
        for _ in 0..<3 where !body.isEmpty {
            body[Int.random(in: 0..<body.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        var left = Observation.json("{}")
        left.body = body
        let comparison = Comparator.compare(
            monolith: left, service: .json(json.object()), rules: try ComparisonRules(ignore: ["/*/a~1b1", "/id0/*"]))
        #expect(comparison.differences.count <= Comparator.differenceLimit)
    }

    private func plain(_ difference: Difference) -> String { "\(difference.kind)" }

    private func mirrored(_ difference: Difference) -> String {
        switch difference.kind {
        case .missing: "\(DifferenceClass.extra)"
        case .extra: "\(DifferenceClass.missing)"
        default: "\(difference.kind)"
        }
    }
}
