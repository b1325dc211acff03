import Parity
import Testing

/// Properties over realistic answers: what was changed in one place is found in this place, and nothing else.
struct MutationTests {
    @Test(arguments: 0..<50 as Range<UInt64>)
    func `Each single change is found, at its path, and is one difference`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        for _ in 0..<40 {
            var answers = RealisticJSON(random: random)
            let answer = answers.answer()
            random = answers.random
            guard let mutation = SeededMutation(answer, random: &random) else { continue }
            let comparison = Comparator.compare(
                monolith: .json(answer.json), service: .json(mutation.mutated.json), rules: ComparisonRules())
            #expect(mutation.isFound(in: comparison), "\(mutation.kind) at \(mutation.path): \(comparison.differences)")
            #expect(
                comparison.differences.count == 1, "\(mutation.kind) at \(mutation.path): \(comparison.differences)")
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `Rules say the same in whatever order they are given`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var answers = RealisticJSON(random: random)
        let answer = answers.answer()
        random = answers.random
        let rules = [
            Rule("/items/*/price", .numeric(NumericTolerance(absolute: "0.05"))), Rule("/items/*/at", .shape),
            Rule("/tags", .unordered(key: nil)), Rule("/owner/name", .normalize([.letterCase])),
            Rule("/total", .ignore), Rule("/*/note", .ignore), Rule("/owner/parent", .rename(to: "above")),
        ]
        for _ in 0..<20 {
            guard let mutation = SeededMutation(answer, random: &random) else { continue }
            let given = try compare(answer, mutation, rules)
            let shuffled = try compare(answer, mutation, rules.shuffled(using: &random))
            #expect(given.verdict == shuffled.verdict)
            #expect(given.differences == shuffled.differences)
            #expect(given.coverage == shuffled.coverage)
        }
    }

    private func compare(_ answer: Value, _ mutation: SeededMutation, _ rules: [Rule]) throws -> Comparison {
        Comparator.compare(
            monolith: .json(answer.json), service: .json(mutation.mutated.json),
            rules: try ComparisonRules(rules: rules))
    }

    @Test func `A difference far down is named by its whole path`() throws {
        let depth = 3000
        let left = String(repeating: #"{"a":["#, count: depth) + "1" + String(repeating: "]}", count: depth / 1)
        let right = left.replacing("1", with: "2")
        // Twice the depth is beyond what is read as JSON: then the bytes are compared.
        let beyond = Comparator.compare(monolith: .json(left), service: .json(right), rules: ComparisonRules())
        #expect(beyond.differences.map(\.path) == [.body(JSONPointer())])
        let arrays = String(repeating: "[", count: 4000)
        let end = String(repeating: "]", count: 4000)
        let within = Comparator.compare(
            monolith: .json(arrays + "1" + end), service: .json(arrays + "2" + end), rules: ComparisonRules())
        #expect(within.differences.map(\.path) == [.body(JSONPointer(tokens: Array(repeating: "0", count: 4000)))])
    }

    @Test func `Lists of ten thousand are aligned, with one insertion, one change and one loss`() {
        let elements = (0..<10_000).map { #"{"id":\#($0),"v":"\#($0 * 3)"}"# }
        var service = elements
        service[7000] = #"{"id":7000,"v":"x"}"#
        service.remove(at: 5000)
        service.insert(#"{"id":-1,"v":"new"}"#, at: 100)
        let comparison = Comparator.compare(
            monolith: .json("[\(elements.joined(separator: ","))]"),
            service: .json("[\(service.joined(separator: ","))]"), rules: ComparisonRules())
        #expect(
            Set(comparison.differences.map { "\($0.kind.rawValue) \($0.path)" }) == [
                "extra body:/100", "missing body:/5000", "value body:/7000/v",
            ])
    }
}
