import Testing

@testable import Parity

@Suite struct StoredFormTests {
    private func stored(_ body: String, headers: [HeaderField] = [], rules: ComparisonRules = ComparisonRules())
        -> Observation
    {
        var answer = Observation(status: 200, headers: headers, body: Array(body.utf8))
        answer.contentType = headers.first { $0.name == "content-type" }?.value
        return StoredForm(rules).answer(answer, of: .monolith)
    }

    private func body(_ answer: Observation) -> String { String(decoding: answer.body, as: UTF8.self) }

    @Test(arguments: [
        #"{"password": "hunter2", "n": 1.00}"#, #"{"a": [{"api_key": {"x": "hunter2"}}], "n": 1.00}"#,
        #"{"a": {"mail": "hunter2@example.com"}, "n": 1.00}"#, #"{"text": "token=hunter2", "n": 1.00}"#,
        "password=hunter2&n=1.00", "<a><password>x</password>token: hunter2\nn 1.00</a>",
        #"{"b": [], "pin": "hunter2", "n": 1.00}"#, #"{"by": {"hunter2@example.com": {"a": [1]}}, "n": 1.00}"#,
    ])
    func `secrets go and every other byte stays`(text: String) {
        let shown = body(stored(text))
        #expect(!shown.contains("hunter2") && shown.contains("[redacted "), "\(shown)")
        #expect(shown.contains("1.00"))
        if text.hasPrefix("{") { #expect(throws: Never.self) { try JSONDocument(Array(shown.utf8)) } }
    }

    @Test func `equal secrets stay equal and different ones different`() {
        let one = body(stored(#"{"token": "a"}"#))
        #expect(one == body(stored(#"{"token": "a"}"#)))
        #expect(one != body(stored(#"{"token": "b"}"#)))
        #expect(body(stored(#"{"token": null}"#)) == #"{"token": null}"#)
    }

    @Test func `what a rule calls secret is marked at its place`() throws {
        let rules = try ComparisonRules(rules: [Rule("/customer/iban", .redact)])
        #expect(!body(stored(#"{"customer": {"iban": "DE12"}}"#, rules: rules)).contains("DE12"))
    }

    @Test func `a cookie keeps its name and attributes, credentials go`() {
        let answer = stored(
            "{}",
            headers: [
                HeaderField(name: "set-cookie", value: Array("sid=abc; Path=/; HttpOnly".utf8)),
                HeaderField(name: "authorization", value: Array("Bearer abc".utf8)),
            ])
        let values = answer.headers.map { String(decoding: $0.value, as: UTF8.self) }
        #expect(values[0].hasPrefix("sid=[redacted ") && values[0].hasSuffix("; Path=/; HttpOnly"))
        #expect(values[1].hasPrefix("[redacted ") && !values[1].contains("abc"))
    }

    @Test(arguments: [
        "{\"a\":1.00}", "{\n \"a\": 1\n}", "plain", "\"", "\u{FEFF}{}", "[]", "", "{\"a\":1}\n{\"a\":2}\n",
    ])
    func `a line reads back as it was`(text: String) throws {
        var answer = Observation(
            status: 201, headers: [HeaderField(name: "x-a", value: Array("\"1\"".utf8))], body: Array(text.utf8))
        answer.build = "7"
        answer.isCut = true
        answer.changes = Array(#"{"t":[]}"#.utf8)
        let exchange = RecordedExchange(
            id: "1", time: 12.5, route: "a", request: RecordedRequest(method: "POST", target: "/a", body: [0xFF, 0]),
            monolith: RecordedAnswer(observation: answer, isWhole: true), monolithAgain: [answer], verdict: "match")
        let line = RecordingWriter.line(exchange)
        #expect(!line.contains(0x0A))
        let read = try RecordedExchange(line: line)
        #expect(read.id == "1" && read.time == 12.5 && read.route == "a" && read.verdict == "match")
        #expect(read.request == exchange.request && read.monolith?.observation == answer)
        #expect(read.monolithAgain == [answer] && read.service == nil)
        #expect(try RecordedExchange(line: RecordingWriter.heading).isHeading)
    }

    @Test func `a HAR becomes exchanges with the answers of the monolith`() throws {
        let har = """
            {"log": {"entries": [{"startedDateTime": "1970-01-01T00:00:01Z",
              "request": {"method": "POST", "url": "https://a.example/b?c=1", "postData": {"text": "x"},
                "headers": [{"name": ":path", "value": "/"}, {"name": "Accept", "value": "*/*"}]},
              "response": {"status": 200, "headers": [{"name": "Content-Encoding", "value": "gzip"}],
                "content": {"text": "AQI=", "encoding": "base64"}}},
             {"request": {"method": "GET", "url": "/d"}, "response": {"status": 0}},
             {"request": {"method": "GET", "url": "data:image/png;base64,AQI="}}]}}
            """
        #expect(HARReader.reads(Array(har.utf8)))
        let exchanges = try HARReader.exchanges(Array(har.utf8))
        #expect(exchanges.count == 2 && exchanges[1].monolith == nil)
        #expect(exchanges[0].request?.target == "/b?c=1" && exchanges[0].request?.body == Array("x".utf8))
        #expect(exchanges[0].request?.headers.map(\.name) == ["accept"] && exchanges[0].time == 1)
        #expect(exchanges[0].monolith?.observation.body == [1, 2])
        #expect(exchanges[0].monolith?.observation.contentEncoding == nil)
    }

    @Test func `a renamed member that the service lost is no noise`() throws {
        let rules = try ComparisonRules(rules: [Rule("/order_id", .rename(to: "id"))])
        func answer(_ body: String) -> Observation { Observation(status: 200, body: Array(body.utf8)) }
        let judgement = Judge.judge(
            monolith: answer(#"{"order_id": "x", "t": 1}"#), service: answer(#"{"t": 1}"#),
            monolithAgain: [answer(#"{"order_id": "x", "t": 1}"#)], rules: rules)
        #expect(judgement.verdict == .mismatch && judgement.volatile.isEmpty)
    }
}
