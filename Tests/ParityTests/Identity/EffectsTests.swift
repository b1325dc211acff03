import Testing

@testable import Parity

/// What a write changed at the monolith, beside what it would have changed at the service.
@Suite struct `The effects of a write` {
    /// The differences between two reports; rows are named by ids that the sides mint for themselves.
    private func differences(_ monolith: String, _ service: String) throws -> [String] {
        let rules = try EffectsRules(
            service: "orders", identity: [(pointer: "/ledger/*/id", domain: "entry")],
            assumptions: ["entry": .differ])
        var ledger = IdentityLedger()
        let judge = ledger.judge(try #require(rules.identity), isRehearsal: true, time: 1)
        var answers = (Observation.json("{}", status: 201), Observation.json("{}", status: 201))
        answers.0.changes = Array(monolith.utf8)
        answers.1.changes = Array(service.utf8)
        let context = ComparisonContext(ComparisonRules())
        var comparison = Comparator.compare(monolith: answers.0, service: answers.1, context: context)
        ledger.settle(
            &comparison, monolith: answers.0, service: answers.1, context: context, judge: judge,
            effects: rules, requestID: "r")
        return comparison.differences.map { "\($0.kind.rawValue) \($0.path)" }
    }

    @Test(arguments: [
        // Nothing says in which order rows were written, and ids made by either side do not say which rows belong together.
        (#"{"ledger":[{"id":9,"amount":"2.00"},{"id":8,"amount":"1.00"}]}"#, []),
        (#"{"ledger":[{"id":9,"amount":"2.00"},{"id":8,"amount":"1.01"}]}"#, ["value effects/ledger/0/amount"]),
        (#"{"ledger":[{"id":9,"amount":"1.00"}]}"#, ["missing effects/ledger/1"]),
        (
            #"{"ledger":[{"id":7,"amount":"5.00"},{"id":9,"amount":"2.00"},{"id":8,"amount":"1.00"}]}"#,
            ["extra effects/ledger/2"]
        ),
    ])
    func `are compared row by row, in any order`(service: String, expected: [String]) throws {
        let monolith = #"{"ledger":[{"id":1,"amount":"1.00"},{"id":2,"amount":"2.00"}]}"#
        #expect(try differences(monolith, service) == expected)
    }

    @Test(arguments: [
        ("{}", "{}", 201, true), ("{}", "{}", 422, false), (#"{"a":[]}"#, "{}", 204, true),
        ("{}", #"{"a":[1]}"#, 422, true), (#"{"a":[1]}"#, #"{"a":[1]}"#, 201, false),
        (#"{"a":[1]}"#, #"{"a":[1,2]}"#, 201, true), (#"{"a":[1,2]}"#, #"{"a":[1]}"#, 201, false),
        (#"{"a":[1]}"#, #"{"a":[1],"b":[1]}"#, 201, true), (#"{"a":[1]}"#, #"{"a":[1],"log":[1]}"#, 201, false),
        ("[]", "{}", 201, false), ("{}", "no report", 201, false),
    ])
    func `may come later where the monolith tells of too little`(
        monolith: String, service: String, status: Int, mayBeBehind: Bool
    ) throws {
        #expect(
            EffectsComparison.mayBeBehind(
                monolith: Array(monolith.utf8), service: Array(service.utf8), isDone: status / 100 == 2,
                rules: try ComparisonRules(ignore: ["/log"])) == mayBeBehind)
    }
}
