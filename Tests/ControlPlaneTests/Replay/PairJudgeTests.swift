import Parity
import Routing
import Testing

@testable import ControlPlane

@Suite struct PairJudgeTests {
    private func judge(
        _ line: String, rules: String? = nil, table: RouteTable? = nil
    ) throws -> JudgedPair {
        let pair = try RecordedExchange(line: Array(line.utf8))
        var book = RuleBook(table: table, extra: rules.map { SourceFile(name: "rules.yaml", text: $0) })
        var judge = try book.judge(for: pair)
        let monolith = try #require(pair.monolith?.observation)
        let service = try #require(pair.service?.observation)
        return judge.judge(pair, monolith: monolith, service: service, PairJudge.Settings(now: 1_000_000))
    }

    @Test func `without a table two answers are compared under the default rules`() throws {
        let judged = try judge(#"{"monolith": {"a": 1, "b": "x"}, "service": {"b": "X", "a": 1}}"#)
        #expect(judged.verdict == "mismatch" && judged.route == nil)
        #expect(judged.differences.map { "\($0.path) \($0.kind.rawValue)" } == ["body:/b value"])
        #expect(judged.differences.first?.relation == .letterCase)
        #expect(try judge(#"{"monolith": {"a": 1.0}, "service": {"a":1.0}}"#).verdict == "match")
    }

    @Test func `only the monolith disagreeing with itself makes noise`() throws {
        let monolith = #""monolith": {"at": "2026-01-01T00:00:00Z"}, "service": {"at": "2026-01-01T00:00:02Z"}"#
        #expect(try judge("{\(monolith)}").verdict == "mismatch")
        let again = #""monolith_again": [{"at": "2026-01-01T00:00:01Z"}, {"at": "2026-01-01T00:00:03Z"}]"#
        let judged = try judge("{\(monolith), \(again)}")
        #expect(judged.verdict == "noise" && judged.reason == "volatile")
        #expect(judged.noise.map { "\($0.path)" } == ["body:/at"] && judged.volatile.count == 1)
    }

    @Test func `each rule says what it costs and what it hides`() throws {
        let judged = try judge(
            #"{"monolith": {"p": 1.00, "q": 1, "r": 2}, "service": {"p": 1.01, "q": 1, "r": 2}}"#,
            rules: "numeric: {/p: 0.1, /z: 1}\nignore: [/q]")
        #expect(judged.verdict == "match")
        #expect(judged.explained.map { "\($0.rule) \($0.difference.path)" } == ["numeric /p body:/p"])
        let rules = Dictionary(uniqueKeysWithValues: judged.rules.map { ($0.rule, $0) })
        #expect(rules["numeric /p"]?.decided == true)
        #expect(rules["ignore /q"]?.met == true && rules["ignore /q"]?.excused == 0)
        #expect(rules["numeric /z"]?.met == false)
        #expect(abs((rules["ignore /q"]?.share ?? 0) - 1.0 / 3) < 0.001)
    }

    @Test func `trailers are compared but for those of the moment`() throws {
        func pair(_ name: String) -> String {
            let answers = ["1", "2"].map { #"{"status": 200, "body": "x", "trailers": {"\#(name)": "\#($0)"}}"# }
            return #"{"monolith": \#(answers[0]), "service": \#(answers[1])}"#
        }
        #expect(try judge(pair("X-Checksum")).differences.map { "\($0.path)" } == ["trailer:x-checksum"])
        #expect(try judge(pair("Server-Timing")).verdict == "match")
    }

    @Test func `rules about the whole body are named by nothing`() throws {
        let lists = #"{"monolith": [1, 2, 3], "service": [3, 1, 2]}"#
        let judged = try judge(lists, rules: #"unordered: [""]"#)
        #expect(judged.verdict == "match" && judged.rules.map(\.rule) == [#"unordered """#])
        #expect(try judge(lists, rules: #"ignore: """#).verdict == "match")
        #expect(throws: RecordingError.self) { try judge(lists, rules: #"rename: {"": id}"#) }
    }

    @Test func `rules may stand in the line, under parity, or be wrong`() throws {
        let line = #"{"monolith": {"a": 1}, "service": {"a": 2}, "rules": {"ignore": ["/a"]}}"#
        #expect(try judge(line).verdict == "match")
        let pair = #"{"monolith": {"a": 1}, "service": {"a": 2}}"#
        #expect(try judge(pair, rules: "parity: {ignore: [/a]}").verdict == "match")
        for wrong in ["ignore: [a]", "ignored: [/a]", "apiVersion: ficus/v1\nkind: Gateway"] {
            #expect(throws: RecordingError.self) { try judge(pair, rules: wrong) }
        }
    }

    @Test func `the route of a table is found by its request, and its identity learned`() throws {
        let text = """
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
              orders.show:
                match: GET /orders/:id
                parity: {identity: {/id: order}}
              orders.create: {match: POST /orders, effect: write}
            """
        let loading = Definition.load([SourceFile(name: "a.yaml", text: text)])
        let table = try #require(loading.definition).compile(revision: 1)
        let request = #""request": {"method": "GET", "target": "/orders/7"}"#
        let judged = try judge(
            #"{\#(request), "monolith": {"id": 7}, "service": {"id": "9d0e6a2c-6f0b-4a39-a8cf-3a6f6f8f2f00"}}"#,
            table: table)
        #expect(judged.route == "orders.show")
        #expect(judged.verdict == "match", "\(judged.differences)")
        #expect(judged.explained.first?.rule == "identity")
        #expect(throws: RecordingError.self) { try judge(#"{"monolith": 1, "service": 2}"#, table: table) }
        #expect(throws: RecordingError.self) {
            try judge(#"{"route": "no.such", "monolith": 1, "service": 2}"#, table: table)
        }
    }
}
