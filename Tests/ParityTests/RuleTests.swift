import Parity
import Testing

/// What rules cost, and how the hooks of a comparison are asked.
struct RuleTests {
    private static let monolith = #"{"id":1,"price":1.00,"trace":{"a":1,"b":2},"tags":["x","y"]}"#

    private func rules(_ rules: Rule...) throws -> ComparisonRules { try ComparisonRules(rules: rules) }

    @Test func `A rule tells its leaves, what it excused, and whether that made the verdict`() throws {
        let rules = try rules(
            Rule("/trace", .ignore), Rule("/price", .numeric(NumericTolerance(absolute: "0.1"))),
            Rule("/nowhere", .ignore))
        var costs = RuleCosts()
        for service in [
            Self.monolith + " ", #"{"id":1,"price":1.01,"trace":{"a":1,"b":2},"tags":["x","y"]}"#,
            #"{"id":2,"price":1.01,"trace":{"a":1,"b":3},"tags":["x","y"]}"#,
        ] {
            let comparison = Comparator.compare(monolith: .json(Self.monolith), service: .json(service), rules: rules)
            costs.record(comparison, rules: rules)
        }
        #expect(costs.measured == 3)
        #expect(costs.leaves == 18)
        let trace = try #require(costs.rules["ignore /trace"])
        #expect([trace.leaves, trace.met, trace.excused, trace.decided] == [6, 3, 1, 0])
        let price = try #require(costs.rules["numeric /price"])
        #expect([price.leaves, price.met, price.excused, price.decided] == [3, 3, 2, 1])
        #expect(costs.share(of: rules.rules[0].name) == 6.0 / 18)
        #expect(costs.neverMet(of: rules.rules) == [rules.rules[2]])
    }

    @Test func `Equivalent statuses are counted as rules are`() throws {
        let rules = try ComparisonRules(rules: [], equivalentStatus: [[200, 201], [404, 410]])
        #expect(rules.names == ["status 200, 201", "status 404, 410"])
        var costs = RuleCosts()
        for (left, right) in [(200, 200), (201, 200), (200, 201), (201, 202)] as [(UInt16, UInt16)] {
            let comparison = Comparator.compare(
                monolith: Observation(status: left), service: Observation(status: right), rules: rules)
            costs.record(comparison, rules: rules)
        }
        let used = try #require(costs.rules["status 200, 201"])
        #expect([used.leaves, used.met, used.excused, used.decided] == [0, 4, 2, 2])
        #expect(costs.measured == 4)
        #expect(costs.rules["status 404, 410"] == nil)
    }

    @Test func `Costs merge in any order`() throws {
        let rules = try rules(Rule("/trace", .ignore))
        var one = RuleCosts()
        var two = RuleCosts()
        let same = Comparator.compare(monolith: .json(Self.monolith), service: .json(Self.monolith), rules: rules)
        let other = Comparator.compare(monolith: .json(Self.monolith), service: .json("{}"), rules: rules)
        one.record(same, rules: rules)
        two.record(other, rules: rules)
        var there = one
        there.merge(two)
        two.merge(one)
        #expect(there == two)
        #expect(there.measured == 2)
    }

    private struct Renaming: IdentityJudge {
        func areEquivalent(_ monolith: LeafValue, _ service: LeafValue, at path: DifferencePath) -> Bool {
            monolithName(of: service, at: path)?.text == monolith.text
        }

        func monolithName(of service: LeafValue, at path: DifferencePath) -> LeafValue? {
            guard service.text.starts(with: "u".utf8) else { return nil }
            return LeafValue(kind: .number, text: Array(service.text.dropFirst()))
        }
    }

    @Test func `Ids that are equal up to renaming are equal, and align elements`() throws {
        var context = ComparisonContext(ComparisonRules())
        context.identity = Renaming()
        let comparison = Comparator.compare(
            monolith: .json(#"[{"id":1,"v":1},{"id":2,"v":2},{"id":3,"v":3}]"#),
            service: .json(#"[{"id":"u9","v":9},{"id":"u1","v":1},{"id":"u2","v":7},{"id":"u3","v":3}]"#),
            context: context)
        #expect(
            comparison.differences.map(line) == [
                #"extra body:/0 - -> {"id":"u9","v":9}"#, "value body:/1/v 2 -> 7",
            ])
    }

    private struct Volatile: VolatilityJudge {
        func excuses(_ difference: RawDifference) -> Bool {
            difference.path == .body(JSONPointer(tokens: ["at"])) && difference.service?.kind == .string
        }

        func isUnordered(at path: DifferencePath) -> Bool { path == .body(JSONPointer(tokens: ["list"])) }
    }

    @Test(arguments: [
        (#"{"at":"b","list":[1,2]}"#, "noise", 1), (#"{"at":"a","list":[2,1]}"#, "noise", 1),
        (#"{"at":7,"list":[1,2]}"#, "mismatch", 0), (#"{"at":"b","list":[2,3]}"#, "mismatch", 2),
        (#"{"at":"a", "list":[1,2]}"#, "match", 0),
    ])
    func `What the monolith explains is noise and stays listed`(service: String, verdict: String, excused: Int) {
        var context = ComparisonContext(ComparisonRules())
        context.volatility = Volatile()
        let comparison = Comparator.compare(
            monolith: .json(#"{"at":"a","list":[1,2]}"#), service: .json(service), context: context)
        #expect(comparison.verdict.name == verdict)
        #expect(comparison.excused.count == excused)
    }

    @Test func `A selector hands out the values of its places in pairs, equal ones too`() throws {
        let rules = try rules(Rule("/order/no", .rename(to: "number")))
        let selector = try LeafSelector(["/items/*/id", "/order/no", "/gone"], under: rules)
        let pairs = Comparator.pairs(
            monolith: .json(#"{"items":[{"id":1,"n":"a"},{"id":2,"n":"b"}],"order":{"no":5},"gone":1}"#),
            service: .json(#"{"items":[{"id":2,"n":"b"},{"id":1,"n":"a"}],"order":{"number":6}}"#),
            selecting: selector, context: ComparisonContext(rules))
        let shown = pairs.map { pair in
            let text = { (value: LeafValue?) in value.map { String(decoding: $0.text, as: UTF8.self) } ?? "-" }
            return "\(pair.pattern) \(pair.path) \(text(pair.monolith)) \(text(pair.service))"
        }
        #expect(
            Set(shown) == [
                "0 body:/items/0/id 1 1", "0 body:/items/1/id 2 2", "1 body:/order/no 5 6", "2 body:/gone 1 -",
            ])
    }

    @Test func `Leaves are walked in the order written`() {
        let leaves = Comparator.leaves(of: .json(#"{"a":[1,{"b":"x"},[]],"c":null}"#))
        #expect(leaves.map { "\($0.path)" } == ["body:/a/0", "body:/a/1/b", "body:/a/2", "body:/c"])
    }

    @Test func `Many places cost one walk`() throws {
        let many = try ComparisonRules(rules: (0..<240).map { Rule("/k\($0)/*/x", .ignore) })
        let body = "{" + (0..<240).map { #""k\#($0)":[{"x":\#($0),"y":1}]"# }.joined(separator: ",") + "}"
        let other = body.replacing("\"x\":", with: "\"x\":1")
        #expect(Comparator.compare(monolith: .json(body), service: .json(other), rules: many).verdict == .match)
    }

    @Test func `Wildcards beside names without end are refused`() {
        let rules = (0..<16).map { place in
            Rule("/" + (0..<16).map { $0 == place ? "x" : "*" }.joined(separator: "/"), .ignore)
        }
        #expect(throws: InvalidRule.self) { try ComparisonRules(rules: rules) }
    }
}
