@testable import DataPlane
import HTTPWire
import NIOCore
import Routing
import TestSupport
import Testing

/// What a probe makes of an answer.
@Suite(.timeLimit(.minutes(patient(1))))
struct ProbeTests {
    private func result(
        _ status: Int, type: String? = nil, body: String = "", build: String? = nil,
        expected: [ClosedRange<Int>] = [200...399]
    ) throws -> ProbeResult {
        var text = "HTTP/1.1 \(status) Status\r\nContent-Length: \(body.utf8.count)\r\n"
        if let type { text += "Content-Type: \(type)\r\n" }
        if let build { text += "Ficus-Build: \(build)\r\n" }
        var buffer = ByteBuffer(string: text + "\r\n")
        var parser = ResponseParser()
        let head = try #require(try parser.parse(&buffer))
        return ProbeResult(head, body: Array(body.utf8), expected: expected)
    }

    @Test(arguments: [(200, true), (204, true), (399, true), (400, false), (503, false)])
    func `A status below 400 is good`(status: Int, isWell: Bool) throws {
        let result = try result(status)
        #expect(result.isWell == isWell)
        #expect(result.cause == (isWell ? nil : "it answered \(status)"))
    }

    @Test(arguments: [(200, false), (204, true), (301, true), (404, true)])
    func `Or those which the table expects`(status: Int, isWell: Bool) throws {
        #expect(try result(status, expected: [204...204, 300...404]).isWell == isWell)
    }

    private static let words: [(body: String, isWell: Bool, cause: String?)] = [
        (#"{"status":"pass"}"#, true, nil), (#"{"status":"PASS","checks":{"status":"fail"}}"#, true, nil),
        (#"{"status":"warn"}"#, true, "it warns"), (#"{"status":"up"}"#, true, nil),
        (#"{"status":"fail"}"#, false, "it says that it fails"),
        (#"{"status":"down"}"#, false, "it says that it fails"),
        (#"{"checks":{"status":"pass"}}"#, false, "its health has no status"),
        (#"{"status":1}"#, false, "its health has no status"), ("", false, "its health has no status"),
        (#"{"status":"meh"}"#, false, #"its health has the status "meh""#),
    ]

    @Test(arguments: words)
    func `What speaks of health is taken at its word`(body: String, isWell: Bool, cause: String?) throws {
        for type in ["application/health+json", "Application/Health+JSON; charset=utf-8"] {
            let result = try result(200, type: type, body: body)
            #expect(result.isWell == isWell)
            #expect(result.cause == cause)
        }
        #expect(try result(200, type: "application/json", body: body).isWell)
    }

    @Test func `A good word does not make up for a bad status`() throws {
        let result = try result(503, type: "application/health+json", body: #"{"status":"pass"}"#)
        #expect(!result.isWell && result.cause == "it answered 503")
    }

    @Test(arguments: [
        (#"{"status":"pass","build":"b7"}"#, "b7"), (#"{"releaseId":"r1","version":"1"}"#, "r1"),
        (#"{"version":"1"}"#, "1"), (#"{"build":7}"#, nil), (#"{"build":""}"#, nil), ("no JSON", nil),
    ])
    func `A build that only the body names is noted`(body: String, build: String?) throws {
        for type in ["application/json; charset=utf-8", "application/health+json"] {
            #expect(try result(200, type: type, body: body).build == build)
        }
        #expect(try result(200, type: "text/plain", body: body).build == nil)
        #expect(try result(200, type: "application/json", body: body, build: "head").build == "head")
        #expect(try result(200, type: "application/json", body: body).isWell)
    }

    @Test func `The build is noted, in bounds`() throws {
        #expect(try result(200, build: "v1.2").build == "v1.2")
        #expect(try result(500).build == nil)
        #expect(try result(200, build: String(repeating: "x", count: 1_000)).build?.utf8.count == 200)
    }

    @Test func `A chunked health is read to its end, and a change of build is heard of`() async throws {
        let isWell = Switch(true)
        let target = try await FakeTarget.start { request in
            guard request.path == "/ready" else { return .text("ok") }
            let body = #"{"status":"\#(isWell.value ? "warn" : "fail")"}"#
            let size = String(body.utf8.count, radix: 16)
            return .raw(
                """
                HTTP/1.1 200 OK\r
                Content-Type: application/health+json\r
                Ficus-Build: \(isWell.value ? "one" : "two")\r
                Transfer-Encoding: chunked\r
                \r
                \(size)\r
                \(body)\r
                0\r
                \r

                """)
        }
        let plane = try await Plane.start(
            monolith:
                "urls: [\"http://127.0.0.1:\(target.port)\"], health: {path: /ready, interval: 20ms, timeout: 20s}")
        try await with(plane) { plane in
            try await eventually("the warning is shown") {
                let health = await plane.plane.health().first
                return health?.warning == "it warns" && health?.build == "one" && health?.state == .healthy
            }
            isWell.value = false
            try await eventually("the failure counts") {
                let health = await plane.plane.health().first
                return health?.state == .unhealthy && health?.build == "two"
            }
            #expect(await plane.plane.health().first?.cause == "it says that it fails")
        }
    }

    @Test(arguments: [FakeAnswer.hang, .close, .raw("garbage\r\n\r\n")])
    func `An answer that does not come, or is none, is a failed probe`(answer: FakeAnswer) async throws {
        let target = try await FakeTarget.start { $0.path == "/ready" ? answer : .text("ok") }
        let plane = try await Plane.start(
            monolith:
                "urls: [\"http://127.0.0.1:\(target.port)\"], health: {path: /ready, interval: 20ms, timeout: 50ms}")
        try await with(plane) { plane in
            try await eventually("it is unhealthy") { await plane.plane.health().first?.state == .unhealthy }
        }
    }

    @Test func `Probes are spread around their interval`() {
        var jitter = Jitter(seed: 1)
        let waits = (0..<1_000).map { _ in jitter.spread(.seconds(10)).nanoseconds }
        #expect(waits.allSatisfy { (9_000_000_000...11_000_000_000).contains($0) })
        #expect(waits.min() ?? 0 < 9_100_000_000 && waits.max() ?? 0 > 10_900_000_000)
    }
}
