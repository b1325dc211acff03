import HTTPWire
import NIOCore
import Testing

@Suite struct `Generated answers` {
    static let date = HTTPDate(secondsSinceEpoch: 0)

    @Test func `are problems that name route, target and reason`() throws {
        let problem = Problem(
            status: 503, detail: "No instance of \"orders\"\nis healthy.", reason: "no_healthy_instance",
            route: "orders.show", target: "orders", requestID: "r\\1")
        #expect(
            String(decoding: problem.answer.body, as: UTF8.self) == #"""
                {"type":"urn:ficus:problem:no_healthy_instance","title":"Service Unavailable","status":503,\#
                "detail":"No instance of \"orders\"\u000ais healthy.","route":"orders.show","target":"orders",\#
                "reason":"no_healthy_instance","request_id":"r\\1"}

                """#)
    }

    @Test(arguments: WireError.allCases)
    func `say what was wrong with bytes`(error: WireError) throws {
        var output = ByteBuffer()
        Problem(error).answer.write(
            answering: .get, version: .http11, keepsConnection: false, date: Self.date, to: &output)
        var parser = ResponseParser()
        let head = try #require(try parser.parse(&output))
        #expect(head.status == error.status)
        #expect([400, 414, 417, 431, 501, 505].contains(error.status))
        #expect(head.framing(answering: .get) == .length(output.readableBytes))
        #expect(!head.keepsConnection)
        #expect(head.withValue(of: .contentType) { $0.count } == "application/problem+json".utf8.count)
        #expect(String(buffer: output).contains("\(error.explanation)"))
    }

    @Test func `to HEAD have no content but its length`() throws {
        var output = ByteBuffer()
        GeneratedAnswer(status: 200, contentType: "text/plain", body: Array("ok".utf8)).write(
            answering: .head, version: .http10, keepsConnection: true, date: Self.date, to: &output)
        #expect(
            lines(output) == [
                "HTTP/1.1 200 OK", "Date: Thu, 01 Jan 1970 00:00:00 GMT", "Content-Type: text/plain",
                "Content-Length: 2", "Connection: keep-alive",
            ])
    }
}
