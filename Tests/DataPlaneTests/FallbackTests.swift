@testable import DataPlane
import Routing
import TestSupport
import Testing

/// DESIGN 4.2, seen from outside: who answers when a target cannot, and what is never done twice.
@Suite(.timeLimit(.minutes(patient(1))))
struct FallbackTests {
    private static let routes = """
        items.list: {match: GET /items, group: items}
        items.add: {match: POST /items, group: items, effect: write}
        items.pay: {match: POST /pay, group: items, effect: write, idempotency: required}
        """

    private func plane(
        monolith: FakeTarget, items: [Int], data: String = "fed", when: String = "[not_sent, breaker_open]",
        timeouts: String = "{connect: 10s, first_byte: 20s, total: 40s}",
        configure: (inout Configuration) -> Void = { _ in }
    ) async throws -> Plane {
        try await Plane.start(
            targets: ["monolith": [monolith.port], "items": items],
            gateway: "defaults: {timeouts: \(timeouts), fallback: {to: monolith, when: \(when)}}",
            candidate: "items", groups: "items: {owner: monolith, data: \(data)}", routes: Self.routes,
            states: ["items": RouteStatus(.extracted)], configure: configure)
    }

    @Test func `A read falls back when the service refuses connections, and says so`() async throws {
        let monolith = try await FakeTarget.start { _ in .text("from the monolith") }
        try await with(try await plane(monolith: monolith, items: [FreePort.next()])) { plane in
            let answer = try await RawClient.exchange("GET", "/items", port: plane.port)
            #expect(answer.text == "from the monolith")
            #expect(
                answer["Ficus-Answered-By"]
                    == "monolith; route=items.list; reason=fallback:connect_failed; stale-possible")
            let fallbacks = await plane.plane.counters().fallbacks
            #expect(fallbacks == [.init(route: "items.list", failure: .connect): 1])
        }
    }

    @Test(arguments: [("GET", "/items"), ("POST", "/items"), ("POST", "/pay")])
    func `Another instance answers when one refuses connections`(method: String, path: String) async throws {
        let monolith = try await FakeTarget.start()
        let items = try await FakeTarget.start { .text($0.text + "from the other") }
        try await with(try await plane(monolith: monolith, items: [FreePort.next(), items.port])) { plane in
            for _ in 0..<4 {
                let answer = try await RawClient.exchange(
                    method, path, port: plane.port, body: method == "POST" ? "body " : nil)
                #expect(answer.text.hasSuffix("from the other"))
                #expect(answer["Ficus-Answered-By"]?.hasSuffix("reason=extracted") == true)
            }
            #expect(items.requests.count == 4)
            #expect(items.requests.allSatisfy { $0.method == "GET" || $0.text == "body " })
            #expect(monolith.requests.isEmpty)
        }
    }

    @Test func `A write of a fed group never falls back`() async throws {
        let monolith = try await FakeTarget.start()
        try await with(try await plane(monolith: monolith, items: [FreePort.next()])) { plane in
            let answer = try await RawClient.exchange("POST", "/items", port: plane.port, body: "{}")
            #expect(answer.status == 503)
            #expect(answer["Retry-After"] != nil)
            #expect(answer["Content-Type"] == "application/problem+json")
            for part in [#""route":"items.add""#, #""target":"items""#, #""reason":"connect_failed""#] {
                #expect(answer.text.contains(part))
            }
            #expect(monolith.requests.isEmpty)
        }
    }

    @Test func `A write of a shared group falls back while nothing was sent`() async throws {
        let monolith = try await FakeTarget.start { .text($0.text) }
        try await with(try await plane(monolith: monolith, items: [FreePort.next()], data: "shared")) { plane in
            let answer = try await RawClient.exchange("POST", "/items", port: plane.port, body: "hello")
            #expect(answer.text == "hello")
            #expect(
                answer["Ficus-Answered-By"] == "monolith; route=items.add; reason=fallback:connect_failed")
        }
    }

    @Test(arguments: ["fed", "shared"])
    func `A write that may have been executed is not sent again`(data: String) async throws {
        let monolith = try await FakeTarget.start()
        let first = try await FakeTarget.start { _ in .close }
        let second = try await FakeTarget.start { _ in .close }
        let plane = try await plane(
            monolith: monolith, items: [first.port, second.port], data: data,
            when: "[not_sent, breaker_open, timeout, reset, 5xx]")
        try await with(plane) { plane in
            for number in 1...4 {
                let answer = try await RawClient.exchange("POST", "/items", port: plane.port, body: "x")
                #expect(answer.status == 502)
                #expect(answer["Retry-After"] == nil)
                #expect(first.requests.count + second.requests.count == number)
            }
            #expect(monolith.requests.isEmpty)
        }
    }

    @Test func `A write with its idempotency key is sent to another instance`() async throws {
        let monolith = try await FakeTarget.start()
        let first = try await FakeTarget.start { _ in .close }
        let second = try await FakeTarget.start { .text($0.text) }
        let plane = try await plane(monolith: monolith, items: [first.port, second.port], when: "[reset]")
        try await with(plane) { plane in
            for _ in 0..<2 {
                let answer = try await RawClient.exchange(
                    "POST", "/pay", port: plane.port, fields: [("Idempotency-Key", "k1")], body: "pay")
                #expect(answer.text == "pay")
            }
            #expect(second.requests.count == 2)
            let sent = first.requests.count + second.requests.count
            let unkeyed = try await RawClient.exchange("POST", "/pay", port: plane.port, body: "pay")
            #expect(unkeyed.status == 502 || unkeyed.text == "pay")
            #expect(first.requests.count + second.requests.count == sent + 1)
        }
    }

    @Test(arguments: [("[not_sent]", 502), ("[reset]", 200)])
    func `A read after a broken connection follows what the route says`(when: String, status: Int) async throws {
        let monolith = try await FakeTarget.start()
        let items = try await FakeTarget.start { _ in .reset }
        try await with(try await plane(monolith: monolith, items: [items.port], when: when)) { plane in
            let answer = try await RawClient.exchange("GET", "/items", port: plane.port)
            #expect(answer.status == status)
            #expect(monolith.requests.count == (status == 200 ? 1 : 0))
        }
    }

    @Test(arguments: [("[not_sent]", 500), ("[5xx]", 200)])
    func `A 5xx is passed on or replaced, as the route says`(when: String, status: Int) async throws {
        let monolith = try await FakeTarget.start()
        let items = try await FakeTarget.start { _ in .text("broken", status: 500) }
        try await with(try await plane(monolith: monolith, items: [items.port], when: when)) { plane in
            let read = try await RawClient.exchange("GET", "/items", port: plane.port)
            #expect(read.status == status)
            let write = try await RawClient.exchange("POST", "/items", port: plane.port, body: "x")
            #expect(write.status == 500)
            #expect(write.text == "broken")
        }
    }

    @Test func `A service that does not begin to answer is given up`() async throws {
        let monolith = try await FakeTarget.start()
        let items = try await FakeTarget.start { _ in .hang }
        let plane = try await plane(monolith: monolith, items: [items.port], timeouts: "{first_byte: 100ms}")
        try await with(plane) { plane in
            let answer = try await RawClient.exchange("GET", "/items", port: plane.port)
            #expect(answer.status == 504)
            #expect(answer.text.contains(#""reason":"first_byte_timeout""#))
        }
    }

    @Test func `An exchange that takes too long as a whole is given up`() async throws {
        let monolith = try await FakeTarget.start()
        let items = try await FakeTarget.start { _ in .hang }
        let plane = try await plane(
            monolith: monolith, items: [items.port], when: "[timeout]", timeouts: "{first_byte: 5s, total: 150ms}")
        try await with(plane) { plane in
            let answer = try await RawClient.exchange("GET", "/items", port: plane.port)
            #expect(answer.status == 504)
            #expect(answer.text.contains(#""reason":"total_timeout""#))
        }
    }

    @Test func `An answer that breaks off reaches the client as a broken one`() async throws {
        let monolith = try await FakeTarget.start()
        let items = try await FakeTarget.start { _ in .resetMidBody }
        try await with(try await plane(monolith: monolith, items: [items.port])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("GET", "/items", port: plane.port))
            let bytes = String(decoding: try await client.readToEnd(), as: UTF8.self)
            #expect(bytes.contains("Content-Length: 1000"))
            #expect(bytes.hasSuffix("\r\n\r\npart"))
        }
    }

    @Test func `An answer that is not HTTP gives 502`() async throws {
        let monolith = try await FakeTarget.start()
        let items = try await FakeTarget.start { _ in .raw("SSH-2.0-OpenSSH\r\n\r\n") }
        try await with(try await plane(monolith: monolith, items: [items.port])) { plane in
            let answer = try await RawClient.exchange("GET", "/items", port: plane.port)
            #expect(answer.status == 502)
            #expect(answer.text.contains(#""reason":"invalid_answer""#))
        }
    }
}
