import Testing

@testable import Parity

@Suite struct RecordedAnswerTests {
    private func read(_ text: String, as form: RecordedAnswer.Form = .auto) throws -> RecordedAnswer {
        try RecordedAnswer.read(Array(text.utf8), as: form)
    }

    @Test(arguments: [
        #"{"id": 1}"#, #"{"status": "open", "body": "a post"}"#, #"{"status": 200, "message": "fine"}"#,
        #"{"status": 200, "body": "a post", "author": "someone"}"#, "[1, 2]", "plain", "", "{broken",
    ])
    func `what has no status and fields or a body of an answer is a body`(text: String) throws {
        let answer = try read(text)
        #expect(!answer.isWhole)
        #expect(answer.observation == Observation(status: 200, body: Array(text.utf8)))
    }

    @Test(arguments: [
        #"{"Content-Type": "text/plain", "X-A": ["1", "2"]}"#,
        #"[["content-type", "text/plain"], ["x-a", "1"], ["x-a", " 2 "]]"#,
        #"[{"name": "Content-Type", "value": "text/plain"}, {"name": "X-A", "value": 1}, {"name": "x-a", "value": "2"}]"#,
    ])
    func `fields are written as an object, as pairs or as names and values`(headers: String) throws {
        let answer = try read(#"{"status": 404, "headers": \#(headers), "body": "gone"}"#)
        #expect(answer.isWhole && answer.observation.status == 404)
        #expect(answer.observation.headers.map(\.name) == ["content-type", "x-a", "x-a"])
        #expect(
            answer.observation.headers.map { String(decoding: $0.value, as: UTF8.self) } == ["text/plain", "1", "2"])
        #expect(answer.observation.contentType == Array("text/plain".utf8))
        #expect(answer.observation.body == Array("gone".utf8))
    }

    @Test func `a body of JSON keeps every byte as it is written`() throws {
        let body = #"{"a" : 1.00, "a":12345678901234567890.1e-7, "s":"\u00e9\ud800"}"#
        #expect(try read(#"{"status":200,"body":\#(body)}"#).observation.body == Array(body.utf8))
    }

    @Test func `bytes as they were received may have a coding, a body that is written out has none`() throws {
        let fields = #""headers": {"content-encoding": "gzip"}"#
        #expect(try read(#"{"status":200,\#(fields),"body":{}}"#).observation.contentEncoding == nil)
        let raw = try read(#"{"status":200,\#(fields),"body_base64":"H4sIAA=="}"#).observation
        #expect(raw.contentEncoding == Array("gzip".utf8))
        #expect(raw.body == [0x1F, 0x8B, 0x08, 0x00])
    }

    @Test func `what curl -i prints is an observation`() throws {
        let answer = try read(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n"
                + "HTTP/1.1 201 Created\r\nLocation: /a\r\n\r\n{}\n"
        )
        #expect(answer.observation.status == 201)
        #expect(answer.observation.headers == [HeaderField(name: "location", value: Array("/a".utf8))])
        #expect(answer.observation.body == Array("{}\n".utf8))
    }

    @Test(arguments: [
        (#"{"monolith": 1, "sevice": 2}"#, "\"sevice\": did you mean \"service\"?"),
        (#"{"monolith": 1, "service": 2, "monolithAgain": [1]}"#, "did you mean \"monolith_again\"?"),
        (
            #"{"monolith": {"status": "200", "body": {}}, "service": 2}"#,
            "\"status\" must be a number, 200 without quotes"
        ),
        (#"{"monolith": {"status": 200, "heders": {}, "body": {}}, "service": 2}"#, "did you mean \"headers\"?"),
    ])
    func `a misspelled member of a pair is refused with the right one`(line: String, phrase: String) throws {
        let error = try #require(throws: RecordingError.self) { try RecordedExchange(line: Array(line.utf8)) }
        #expect(error.description.contains(phrase))
    }

    @Test(arguments: [
        #"{"monolith": 1, "service": 2, "note": "x", "kind": "a", "label": [], "request_id": 7}"#,
        #"{"monolith": {"status": 200, "title": "x", "message": "y"}, "service": {"status": "open", "body": 1}}"#,
    ])
    func `members of others are left alone, and bodies with a status are bodies`(line: String) throws {
        let exchange = try RecordedExchange(line: Array(line.utf8))
        #expect(exchange.monolith?.isWhole == false && exchange.service?.isWhole == false)
    }

    @Test(arguments: [
        ("[]", "an object"), ("{}", "status"), (#"{"status": 20}"#, "status"), ("{", "too early"),
        (#"{"status": 200, "headers": [["a"]]}"#, "[name, value]"),
        (#"{"status": 200, "body_base64": "!"}"#, "base64"),
    ])
    func `what is no observation says why`(text: String, phrase: String) {
        let error = #expect(throws: RecordingError.self) { try self.read(text, as: .observation) }
        #expect(error?.description.contains(phrase) == true, "\(error as Any)")
    }

    @Test(arguments: 0..<20) func `base64 is read as it is written`(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 200) }
        #expect(Base64.decoded(Base64.encoded(bytes)) == bytes)
        #expect(Base64.encoded(Array("Man".utf8)) == "TWFu" && Base64.encoded(Array("M".utf8)) == "TQ==")
    }

    @Test func `a line names both answers, and more of them`() throws {
        let line = """
            {"id": 7, "time": "1970-01-01T00:01:00Z", "route": "a", "request": {"method": "get", "target": "/a?b=1"},
             "monolith": {"a": 1}, "service": {"status": 500, "body": ""}, "monolith_again": [{"a": 2}, {"a": 3}],
             "rules": {"ignore": ["/a"]}}
            """
        let pair = try RecordedExchange(line: Array(line.utf8))
        #expect(pair.id == "7" && pair.time == 60 && pair.route == "a")
        #expect(pair.request == RecordedRequest(method: "GET", target: "/a?b=1"))
        #expect(pair.monolith?.isWhole == false && pair.service?.observation.status == 500)
        #expect(pair.monolithAgain.map(\.body) == [Array(#"{"a": 2}"#.utf8), Array(#"{"a": 3}"#.utf8)])
        #expect(pair.rules == Array(#"{"ignore": ["/a"]}"#.utf8))
    }
}
