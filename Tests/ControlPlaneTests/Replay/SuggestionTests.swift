import Parity
import Routing
import Testing

@testable import ControlPlane

@Suite struct SuggestionTests {
    private static let table = """
        apiVersion: ficus/v1
        kind: Gateway
        targets:
          monolith: {urls: ["http://127.0.0.1:1"]}
          orders: {urls: ["http://127.0.0.1:2"]}
        ---
        apiVersion: ficus/v1
        kind: RouteTable
        candidate: orders
        routes:
          orders.show: {match: GET /orders/:id}
        """

    private func table(_ file: SourceFile = SourceFile(name: "a.yaml", text: Self.table)) throws -> RouteTable {
        let loading = Definition.load([file])
        return try #require(loading.definition, "\(loading.diagnostics)").compile(revision: 1)
    }

    private func exchanges(_ pairs: [(String, String)]) throws -> [RecordedExchange] {
        try pairs.enumerated().map { index, pair in
            let line = #"{"id": "\#(index)", "time": \#(index + 1), "monolith": \#(pair.0), "service": \#(pair.1)}"#
            return try RecordedExchange(line: Array(line.utf8))
        }
    }

    private func suggestion(_ pairs: [(String, String)]) throws -> Suggestion {
        var maker = try SuggestionMaker(
            route: "orders.show", exchanges(pairs), table: table(), now: 1_000_000)
        return maker.suggestion(signedBy: SuggestedAcceptance(ticket: "BX-1", until: "2099-12-31"))
    }

    @Test(arguments: [
        (#"{"a": "Ann"}"#, #"{"a": "ANN"}"#, "normalise /a: case"),
        (#"{"a": "x y"}"#, #"{"a": " x  y"}"#, "normalise /a: trim"),
        (#"{"a": 1.126}"#, #"{"a": 1.13}"#, "numeric /a: {decimals: 2}"),
        (#"{"a": "2026-01-01T00:00:00Z"}"#, #"{"a": "2026-01-01T01:00:00+01:00"}"#, "normalise /a: date"),
        (#"{"a": [1, 2, 3]}"#, #"{"a": [3, 1, 2]}"#, "unordered /a"),
        (#"{"l": [{"order_id": 7}]}"#, #"{"l": [{"id": 7}]}"#, "rename /l/*/order_id: /l/*/id"),
        (#"[1, 2, 3]"#, #"[3, 1, 2]"#, "unordered \"\""),
        (#"{"a": "2026-01-01T00:00:00.250Z"}"#, #"{"a": "2026-01-01T00:00:00Z"}"#, "time /a: 1s"),
        (#"{"b": 7, "order_id": "q"}"#, #"{"b": 7, "id": "q"}"#, "rename /order_id: /id"),
    ])
    func `differences of notation become the narrowest rule`(monolith: String, service: String, rule: String) throws {
        let made = try suggestion([(monolith, service), (monolith, service)])
        #expect(made.rules.map { "\($0.key) \($0.text)" } == [rule])
        #expect(made.faults.isEmpty && made.mismatches == 2)
        let hides = made.rules.first?.comment.last ?? ""
        #expect(hides.hasPrefix("hides: "), "\(made.text)")
    }

    @Test(arguments: [
        (#"{"a": 5}"#, #"{"a": 6}"#), (#"{"a": null}"#, "{}"), (#"{"a": "x"}"#, #"{"a": "y"}"#),
        (#"{"a": 1}"#, #"{"a": -1}"#),
    ])
    func `a fault becomes no rule unless somebody accepts it`(monolith: String, service: String) throws {
        let made = try suggestion([(monolith, service)])
        #expect(made.rules.isEmpty && made.faults.count == 1)
        #expect(ParityRules.load(SourceFile(name: "r", text: made.text)).rules == ParityRules())
        #expect(made.accepting.rules.map(\.key) == ["accept"] && made.accepting.faults.isEmpty)
    }

    @Test func `ids that differ one to one become identity`() throws {
        let ids = ["3f6c2a90", "91b7d4e2", "c05a8f17", "7e2d9b46"]
        let made = try suggestion(ids.enumerated().map { (#"{"client_id": \#($0 + 1)}"#, #"{"client_id": "\#($1)"}"#) })
        #expect(made.rules.map { "\($0.key) \($0.text)" } == ["identity /client_id: client"])
    }

    @Test func `the suggestion put into the table is right, and takes the groups away`() throws {
        let pairs = (0..<4).map { number in
            (#"{"n": "Ann", "p": 1.126, "t": 5}"#, #"{"n": "ANN", "p": 1.13, "t": \#(5 + number % 2)}"#)
        }
        let made = try suggestion(pairs).accepting
        let file = SourceFile(name: "a.yaml", text: Self.table)
        let edited = try #require(RouteTableEdit.adding(made.rules, toRoute: "orders.show", in: file))
        let change = try Rejudgement(
            route: "orders.show", exchanges(pairs), before: RuleBook(table: table()),
            after: RuleBook(table: table(edited)), now: 1_000_000)
        #expect(change.exchanges == 4 && change.groups.count == 3)
        #expect(change.groups.allSatisfy { $0.before > 0 && $0.after == 0 })
        #expect(!change.hasMismatch && change.neverMet.isEmpty)
    }

    @Test func `only the latest build of the service is judged again`() throws {
        let lines = [(1, "old", 2), (2, "new", 1)].map { time, build, value in
            """
            {"time": \(time), "monolith": {"status": 200, "body": {"a": 1}},
             "service": {"status": 200, "build": "\(build)", "body": {"a": \(value)}}}
            """
        }
        let exchanges = try lines.map { try RecordedExchange(line: Array($0.utf8)) }
        let book = try RuleBook(table: table())
        let change = try Rejudgement(route: "orders.show", exchanges, before: book, after: book, now: 0)
        #expect(change.exchanges == 1 && change.outdated == 1 && !change.hasMismatch)
    }
}
