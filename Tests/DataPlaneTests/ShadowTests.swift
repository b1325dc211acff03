import NIOCore
import Parity
import Routing
import TestSupport
import Testing

@testable import DataPlane

/// DESIGN 4.3: the copy goes out beside the primary, ends in a closed set, and can harm nobody.
@Suite(.timeLimit(.minutes(patient(1))))
struct ShadowTests {
    private static let routes = """
        items.list: {match: GET /items, group: items}
        items.add: {match: POST /items, group: items, effect: write}
        items.dry: {match: POST /dry, group: items, effect: write, shadow: {writes: dry_run}}
        """

    static func plane(
        monolith: FakeTarget, items: Int, gateway: String = "",
        defaults: String = "parity: {max_body: 1KiB, headers: [content-type, x-kept]}",
        state: RouteStatus = RouteStatus(.shadow), configure: (inout Configuration) -> Void = { _ in }
    ) async throws -> Plane {
        try await Plane.start(
            targets: ["monolith": [monolith.port], "items": [items]],
            gateway: "\(gateway)\ndefaults: {\(defaults)\(defaults.contains("timeouts") ? "" : ", \(Plane.patience)")}",
            candidate: "items", groups: "items: {owner: monolith}", routes: routes,
            states: ["items": state], configure: configure)
    }

    @Test func `Both answers of a read reach the comparator`() async throws {
        let monolith = try await FakeTarget.start { _ in
            .json(#"{"side":"monolith"}"#, fields: [("X-Kept", "1"), ("X-Lost", "2"), ("Ficus-Build", "m1")])
        }
        let items = try await FakeTarget.start { _ in
            .raw("HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
        }
        try await with(try await Self.plane(monolith: monolith, items: items.port)) { plane in
            let answer = try await RawClient.exchange(
                "GET", "/items?a=1", port: plane.port, fields: [("If-None-Match", "\"1\""), ("X-Own", "2")])
            #expect(answer.text == #"{"side":"monolith"}"#)
            #expect(answer["Ficus-Answered-By"] == "monolith; route=items.list; reason=shadow")
            let pair = try #require(await plane.plane.pairs.next()?.first)
            #expect(String(decoding: pair.primary.body, as: UTF8.self) == #"{"side":"monolith"}"#)
            #expect(pair.primary.headers.map(\.name) == ["content-type", "x-kept"])
            #expect(pair.primary.build == "m1")
            #expect(pair.shadow.status == 201)
            #expect(String(decoding: pair.shadow.body, as: UTF8.self) == "abcde")
            #expect(pair.table.routes[Int(pair.route.value)].id == "items.list")
            #expect(pair.table.targets[Int(pair.shadowTarget.value)].name == "items")
            #expect(pair.table.targets[Int(pair.primaryTarget.value)].name == "monolith")
            #expect(String(decoding: pair.text.path, as: UTF8.self) == "/items")
            let copy = try #require(items.requests.first)
            #expect(copy["Ficus-Leg"] == "shadow")
            #expect(copy["If-None-Match"] == nil)
            #expect(copy["X-Own"] == "2")
            #expect(monolith.requests.first?["Ficus-Leg"] == nil)
            #expect(copy["X-Request-Id"] == monolith.requests.first?["X-Request-Id"])
            let record = try #require(await plane.plane.records.next()?.first)
            #expect(record.shadow == .compared)
        }
    }

    @Test func `Trailers of both answers are captured, and reach only a client that takes them`() async throws {
        @Sendable func answer(_ sum: String) -> String {
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\n0\r\n"
                + "X-Sum: \(sum)\r\nServer-Timing: db;dur=\(sum)\r\n\r\n"
        }
        let monolith = try await FakeTarget.start { _ in .raw(answer("1")) }
        let items = try await FakeTarget.start { _ in .raw(answer("2")) }
        try await with(try await Self.plane(monolith: monolith, items: items.port)) { plane in
            for fields in [[], [("TE", "trailers"), ("Connection", "TE")]] {
                _ = try await RawClient.exchange("GET", "/items", port: plane.port, fields: fields)
                let pair = try #require(await plane.plane.pairs.next()?.first)
                #expect(pair.primary.trailers == [HeaderField(name: "x-sum", value: Array("1".utf8))])
                #expect(pair.shadow.trailers == [HeaderField(name: "x-sum", value: Array("2".utf8))])
                let comparison = Parity.Comparator.compare(
                    monolith: pair.primary, service: pair.shadow, rules: ComparisonRules())
                #expect(comparison.differences.map { "\($0.path)" } == ["trailer:x-sum"])
            }
        }
    }

    @Test func `Writes are copied only where their effects are contained`() async throws {
        let monolith = try await FakeTarget.start()
        let items = try await FakeTarget.start()
        try await with(try await Self.plane(monolith: monolith, items: items.port)) { plane in
            _ = try await RawClient.exchange("POST", "/items", port: plane.port, body: "a")
            _ = try await RawClient.exchange("POST", "/dry", port: plane.port, body: "hello")
            _ = try #require(await plane.plane.pairs.next())
            #expect(items.requests.map(\.path) == ["/dry"])
            #expect(items.requests.first?.text == "hello")
            #expect(monolith.requests.count == 2)
        }
    }

    @Test func `In canary the other side gets the copy of a read`() async throws {
        let monolith = try await FakeTarget.start()
        let items = try await FakeTarget.start()
        let plane = try await Self.plane(
            monolith: monolith, items: items.port,
            defaults: "canary: {key: [header.x-client-id]}",
            state: RouteStatus(.canary, canary: Share(partsPerMillion: 1_000_000)))
        try await with(plane) { plane in
            let answer = try await RawClient.exchange(
                "GET", "/items", port: plane.port, fields: [("X-Client-Id", "7")])
            #expect(answer["Ficus-Answered-By"] == "items; route=items.list; reason=canary")
            let pair = try #require(await plane.plane.pairs.next()?.first)
            #expect(pair.table.targets[Int(pair.shadowTarget.value)].name == "monolith")
            #expect(monolith.requests.first?["Ficus-Leg"] == "shadow")
        }
    }

    @Test func `A request over the limit is skipped, whether it says its size or not`() async throws {
        let monolith = try await FakeTarget.start()
        let items = try await FakeTarget.start()
        try await with(try await Self.plane(monolith: monolith, items: items.port)) { plane in
            let body = String(repeating: "x", count: 3_000)
            _ = try await RawClient.exchange("POST", "/dry", port: plane.port, body: body)
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("POST /dry HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            try await client.send("bb8\r\n\(body)\r\n0\r\n\r\n")
            #expect(try await client.readAnswer().status == 200)
            try await expect(plane, outcomes: [.skipped(.size): 2])
        }
    }

    @Test func `A shadow answer over the limit is cut and its connection closed`() async throws {
        let monolith = try await FakeTarget.start()
        let items = try await FakeTarget.start { _ in .endless() }
        try await with(try await Self.plane(monolith: monolith, items: items.port)) { plane in
            _ = try await RawClient.exchange("GET", "/items", port: plane.port)
            let pair = try #require(await plane.plane.pairs.next()?.first)
            #expect(pair.shadow.isCut)
            #expect(pair.shadow.body.count == 1_024)
            try await eventually("the connection is closed") { items.openConnections == 0 }
        }
    }

    @Test func `A primary that fails leaves nothing to compare`() async throws {
        let monolith = try await FakeTarget.start { _ in .close }
        let items = try await FakeTarget.start()
        try await with(try await Self.plane(monolith: monolith, items: items.port)) { plane in
            _ = try await RawClient.exchange("GET", "/items", port: plane.port)
            try await expect(plane, outcomes: [.skipped(.primaryFailed): 1])
        }
    }

    @Test func `A full comparator is skipped and counted`() async throws {
        let monolith = try await FakeTarget.start()
        let items = try await FakeTarget.start()
        let plane = try await Self.plane(monolith: monolith, items: items.port) { $0.pairQueueCapacity = 2 }
        try await with(plane) { plane in
            for _ in 0..<5 { _ = try await RawClient.exchange("GET", "/items", port: plane.port) }
            try await expect(plane, outcomes: [.compared: 2, .skipped(.comparatorBusy): 3])
        }
    }

    @Test func `The byte budget of the process is kept`() async throws {
        let latch = Latch()
        let monolith = try await FakeTarget.start { _ in FakeAnswer.text("ok").after(latch) }
        let items = try await FakeTarget.start(.neverReading)
        let plane = try await Self.plane(
            monolith: monolith, items: items.port, gateway: "shadow: {bytes: 20KiB, concurrency: 100}",
            defaults: "parity: {max_body: 1MiB}, timeouts: {connect: 8s, first_byte: 8s, total: 30s}")
        try await with(plane) { plane in
            let answers = Task {
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<20 {
                        group.addTask {
                            let body = String(repeating: "x", count: 4_000)
                            return try await RawClient.exchange("POST", "/dry", port: plane.port, body: body).status
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
            }
            try await eventually("all requests are there") { monolith.requests.count == 20 }
            #expect(await plane.plane.counters().shadowBytes <= 20 << 10)
            latch.open()
            #expect(try await answers.value == Array(repeating: 200, count: 20))
            try await eventually("every shadow has ended", within: .seconds(30)) {
                await plane.plane.counters().shadows.values.reduce(0, +) == 20
            }
            let counters = await plane.plane.counters()
            #expect(counters.shadowBytes == 0)
            #expect(counters.shadows[.init(route: "items.dry", outcome: .skipped(.budget)), default: 0] > 0)
        }
    }

    private func expect(
        _ plane: Plane, outcomes: [ShadowOutcome: UInt64], sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) async throws {
        let total = outcomes.values.reduce(0, +)
        try await eventually("every shadow has ended") {
            await plane.plane.counters().shadows.values.reduce(0, +) == total
        }
        var seen: [ShadowOutcome: UInt64] = [:]
        for (key, count) in await plane.plane.counters().shadows { seen[key.outcome, default: 0] += count }
        #expect(seen == outcomes, sourceLocation: sourceLocation)
    }
}
