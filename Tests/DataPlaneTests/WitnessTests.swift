import NIOCore
import Parity
import Routing
import TestSupport
import Testing

@testable import DataPlane

/// What one target alone answers is taken down while somebody records, and only then.
@Suite(.timeLimit(.minutes(1)))
struct WitnessTests {
    @Test func `A request and its answer are taken down whole, whatever the state of the route`() async throws {
        for (state, isMonolith) in [(RouteStatus(.monolith), true), (RouteStatus(.extracted), false)] {
            let monolith = try await FakeTarget.start { _ in .json(#"{"side":"monolith"}"#) }
            let items = try await FakeTarget.start { _ in .json(#"{"side":"items"}"#) }
            try await with(try await ShadowTests.plane(monolith: monolith, items: items.port, state: state)) { plane in
                await Self.record([RecordingWish()], plane)
                let client = try await RawClient.connect(port: plane.port)
                try await client.send(
                    "POST /items?a=1 HTTP/1.1\r\nHost: a\r\nX-Own: 2\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
                let answer = try await client.readAnswer(to: "POST")
                #expect(answer.status == 200)
                let seen = try #require(await plane.plane.witnessed.next()?.first)
                plane.plane.witnessed.release([seen])
                #expect(seen.table.routes[Int(seen.route.value)].id == "items.add")
                #expect(seen.table.targets[Int(seen.target.value)].name == (isMonolith ? "monolith" : "items"))
                #expect(String(decoding: seen.answer.body, as: UTF8.self) == answer.text)
                let request = try #require(seen.request.original)
                #expect(request.method == "POST")
                #expect(request.target == "/items?a=1")
                #expect(request.value(of: "x-own") == "2")
                #expect(String(buffer: request.body) == "abc")
            }
        }
    }

    @Test func `Nothing is taken down that nobody wants, that is compared, or that was not answered to the end`()
        async throws
    {
        let monolith = try await FakeTarget.start { request in
            request.path == "/items?broken"
                ? .raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf").then(.close) : .json(#"{"side":"monolith"}"#)
        }
        let items = try await FakeTarget.start { _ in .json("{}") }
        try await with(
            try await ShadowTests.plane(monolith: monolith, items: items.port, state: RouteStatus(.monolith))
        ) { plane in
            func ask(_ target: String) async {
                _ = try? await RawClient.exchange("GET", target, port: plane.port)
            }
            await ask("/items?unwanted")
            await Self.record([RecordingWish(routes: ["items.add"]), RecordingWish(sample: .zero)], plane)
            await ask("/items?other")
            await Self.record([RecordingWish(routes: ["items.list"])], plane)
            await ask("/items?broken")
            await ask("/nowhere")
            await ask("/items?wanted")
            #expect(
                await plane.plane.witnessed.next()?.map { String(decoding: $0.text.path, as: UTF8.self) } == ["/items"])
            #expect(monolith.requests.count == 5)
            await Self.record([], plane)
            await ask("/items?late")
            #expect(plane.plane.witnessed.count == 0)
        }
        try await with(try await ShadowTests.plane(monolith: monolith, items: items.port)) { plane in
            await Self.record([RecordingWish()], plane)
            _ = try await RawClient.exchange("GET", "/items", port: plane.port)
            #expect(await plane.plane.pairs.next()?.count == 1)
            #expect(plane.plane.witnessed.count == 0)
        }
    }

    @Test func `What is too long is left out, and holds nothing`() async throws {
        let monolith = try await FakeTarget.start { _ in .json("{}") }
        try await with(try await ShadowTests.plane(monolith: monolith, items: 1, state: RouteStatus(.monolith))) {
            plane in
            await Self.record([RecordingWish()], plane)
            let long = String(repeating: "x", count: 2_000)
            for body in [long, "short"] {
                _ = try await RawClient.exchange("POST", "/items", port: plane.port, body: body)
            }
            let seen = try #require(await plane.plane.witnessed.next())
            #expect(seen.map { $0.request.original.map { String(buffer: $0.body) } } == ["short"])
            #expect(await plane.plane.counters().shadowBytes == 0)
        }
    }

    /// Tells the workers, and waits until each of them knows.
    private static func record(_ wishes: [RecordingWish], _ plane: Plane) async {
        plane.plane.publish(wishes)
        _ = await plane.plane.counters()
    }
}
