import DataPlane
import Foundation
import TestSupport
import Testing

/// curl, wrk and Python's http.client as clients.
@Suite(.timeLimit(.minutes(patient(2))))
struct PeerClientTests {
    @Test func `curl asks in its ways`() async throws {
        let target = try await FakeTarget.start { request in
            .text("\(request.method) \(request.path) \(request.body.count)", fields: [("ETag", "\"a\"")])
        }
        let folder = try TemporaryFolder("curl")
        let file = try folder.write(String(repeating: "x", count: 3_000_000), to: "body")
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let url = "http://127.0.0.1:\(plane.port)"
            #expect(try await Peer.curl.run("-sSf", "\(url)/a?b=c") == "GET /a?b=c 0")
            #expect(try await Peer.curl.run("-sSf", "-0", "\(url)/old") == "GET /old 0")
            #expect(try await Peer.curl.run("-sSf", "\(url)/1", "\(url)/2") == "GET /1 0GET /2 0")
            let head = try await Peer.curl.run("-sSfI", "\(url)/head")
            #expect(head.contains("HTTP/1.1 200") && head.contains("ETag: \"a\"") && head.contains("Date: "))
            // Above 1 MiB curl waits for 100 Continue.
            #expect(try await Peer.curl.run("-sSf", "--data-binary", "@\(file)", "\(url)/post") == "POST /post 3000000")
            #expect(target.requests.last?["Expect"] == "100-continue")
            #expect(
                try await Peer.curl.run(
                    "-sSf", "-T", file, "-H", "Transfer-Encoding: chunked", "-H", "Content-Length:", "\(url)/put")
                    == "PUT /put 3000000")
            #expect(
                try await Peer.curl.run("-sSf", "-X", "OPTIONS", "--request-target", "*", url) == "OPTIONS * 0")
            #expect(
                try await Peer.curl.run("-sSf", "--path-as-is", "\(url)/a/../b/./c") == "GET /b/c 0")
            // As a forward proxy would be asked: the absolute form.
            #expect(try await Peer.curl.run("-sSf", "-x", url, "http://shop.example:81/x") == "GET /x 0")
            #expect(target.requests.last?["Host"] == "shop.example:81")
        }
    }

    @Test func `wrk loses no request`() async throws {
        let target = try await FakeTarget.start { _ in .text("ok") }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let report = try await Peer.wrk.run("-t1", "-c16", "-d1s", "http://127.0.0.1:\(plane.port)/")
            #expect(report.contains("requests in"))
            #expect(!report.contains("Socket errors") && !report.contains("Non-2xx"), "\(report)")
        }
    }

    @Test func `Python's http.client keeps its connection through every kind of answer`() async throws {
        let target = try await FakeTarget.start { request in
            switch request.path {
            case "/chunked": .raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
            case "/closing": FakeAnswer.raw("HTTP/1.1 200 OK\r\n\r\nhello").then(.close)
            case "/empty": .raw("HTTP/1.1 204 No Content\r\n\r\n")
            case "/hints": .raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
            default: .text(request.text.isEmpty ? "hello" : request.text)
            }
        }
        let script = """
            import http.client, sys
            client = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=20)
            def ask(method, path, **more):
                client.request(method, path, **more)
                answer = client.getresponse()
                return answer.status, answer.read()
            for _ in range(3):
                assert ask("GET", "/chunked") == (200, b"hello")
                assert ask("GET", "/closing") == (200, b"hello")
                assert ask("GET", "/empty") == (204, b"")
                assert ask("HEAD", "/large") == (200, b"")
                assert ask("GET", "/hints") == (200, b"hello")
                assert ask("POST", "/", body=b"one") == (200, b"one")
                assert ask("PUT", "/", body=iter([b"two", b"three"]), encode_chunked=True,
                           headers={"Transfer-Encoding": "chunked"}) == (200, b"twothree")
                assert ask("GET", "/a%2fb")[0] == 400
                client.close()
            print("kept", end="")
            """
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let said = try await Peer.python3.run("-c", script, "\(plane.port)")
            #expect(said == "kept")
            #expect(await plane.plane.counters().acceptedConnections == 3)
        }
    }
}
