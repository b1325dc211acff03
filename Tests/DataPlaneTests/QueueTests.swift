@testable import DataPlane
import Routing
import TestSupport
import Testing

/// What happens when all connections to a target are busy.
@Suite(.timeLimit(.minutes(patient(1))))
struct QueueTests {
    private func plane(_ target: FakeTarget, _ limits: String, more: String = "") async throws -> Plane {
        try await Plane.start(monolith: "urls: [\"http://127.0.0.1:\(target.port)\"], limits: {\(limits)}\(more)")
    }

    /// A client that has sent a request and not yet read the answer.
    private func asking(_ path: String, _ plane: Plane) async throws -> RawClient {
        let client = try await RawClient.connect(port: plane.port)
        try await client.send(RawClient.message("GET", path, port: plane.port))
        return client
    }

    @Test func `Requests that wait are answered in the order in which they came`() async throws {
        let latch = Latch()
        let target = try await FakeTarget.start { .text($0.path).after(latch) }
        try await with(try await plane(target, "connections: 1, queue_timeout: 30s")) { plane in
            var clients: [RawClient] = []
            for number in 0..<8 {
                clients.append(try await asking("/\(number)", plane))
                try await eventually("it is under way") {
                    await plane.plane.counters().exchangesInFlight == clients.count
                }
            }
            #expect(await plane.plane.counters().requestsWaiting == 7)
            latch.open()
            for (number, client) in clients.enumerated() {
                #expect(try await client.readAnswer().text == "/\(number)")
            }
            #expect(target.requests.map(\.path) == (0..<8).map { "/\($0)" })
            #expect(target.acceptedConnections == 1)
        }
    }

    @Test(arguments: [0, 2])
    func `One request more than may wait is refused at once`(queue: Int) async throws {
        let latch = Latch()
        let target = try await FakeTarget.start { FakeAnswer.text($0.path).after(latch) }
        let plane = try await plane(target, "connections: 1, queue: \(queue), queue_timeout: 30s")
        try await with(plane) { plane in
            var clients: [RawClient] = []
            for number in 0...queue {
                clients.append(try await asking("/\(number)", plane))
                try await eventually("it is under way") {
                    await plane.plane.counters().exchangesInFlight == clients.count
                }
            }
            let refused = try await RawClient.exchange("GET", "/more", port: plane.port)
            #expect(refused.status == 503)
            #expect(refused["Retry-After"] != nil)
            #expect(refused.text.contains(#""reason":"queue_full""#))
            latch.open()
            for client in clients { #expect(try await client.readAnswer().status == 200) }
            #expect(target.requests.count == queue + 1)
        }
    }

    @Test func `A request that has waited too long is answered 503, and leaves the queue`() async throws {
        let latch = Latch()
        let target = try await FakeTarget.start { FakeAnswer.text($0.path).after(latch) }
        try await with(try await plane(target, "connections: 1, queue_timeout: 50ms")) { plane in
            let first = try await asking("/first", plane)
            try await eventually("the only connection is taken") { !target.requests.isEmpty }
            let late = try await RawClient.exchange("GET", "/late", port: plane.port)
            #expect(late.status == 503)
            #expect(late.text.contains(#""reason":"queue_timeout""#))
            #expect(await plane.plane.counters().requestsWaiting == 0)
            latch.open()
            #expect(try await first.readAnswer().text == "/first")
            #expect(target.requests.map(\.path) == ["/first"])
            #expect(await plane.plane.health().first?.state == .healthy)
        }
    }

    @Test func `A client that leaves does not hold a place in the queue`() async throws {
        let latch = Latch()
        let target = try await FakeTarget.start { FakeAnswer.text($0.path).after(latch) }
        try await with(try await plane(target, "connections: 1, queue: 1, queue_timeout: 30s")) { plane in
            let first = try await asking("/first", plane)
            try await eventually("the only connection is taken") { !target.requests.isEmpty }
            let leaving = try await asking("/leaving", plane)
            try await eventually("it waits") { await plane.plane.counters().requestsWaiting == 1 }
            await leaving.reset()
            try await eventually("it is gone") { await plane.plane.counters().requestsWaiting == 0 }
            let next = try await asking("/next", plane)
            try await eventually("the next one waits") { await plane.plane.counters().requestsWaiting == 1 }
            latch.open()
            #expect(try await first.readAnswer().text == "/first")
            #expect(try await next.readAnswer().text == "/next")
            #expect(target.requests.map(\.path) == ["/first", "/next"])
        }
    }

    @Test func `An instance with a free connection is preferred to waiting for another`() async throws {
        let latch = Latch()
        let slow = try await FakeTarget.start { _ in FakeAnswer.text("slow").after(latch) }
        let quick = try await FakeTarget.start { _ in .text("quick") }
        let urls = [slow, quick].map { "\"http://127.0.0.1:\($0.port)\"" }.joined(separator: ", ")
        let plane = try await Plane.start(monolith: "urls: [\(urls)], limits: {connections: 1, queue_timeout: 30s}")
        try await with(plane) { plane in
            let held = try await asking("/", plane)
            try await eventually("the slow one is taken") { !slow.requests.isEmpty }
            for _ in 0..<6 { #expect(try await RawClient.exchange("GET", "/", port: plane.port).text == "quick") }
            latch.open()
            #expect(try await held.readAnswer().text == "slow")
        }
    }

    @Test func `An attempt may not take longer than per_try, and another instance answers then`() async throws {
        let stuck = try await FakeTarget.start { _ in .hang }
        let well = try await FakeTarget.start { _ in .text("well") }
        let plane = try await Plane.start(
            targets: ["monolith": [stuck.port, well.port]],
            gateway:
                "defaults: {timeouts: {connect: 10s, first_byte: 30s, per_try: 3s, total: 30s}, fallback: {when: [timeout]}}",
            routes: "all: {match: GET /}"
        ) { $0.workers = 1 }
        try await with(plane) { plane in
            let answer = try await RawClient.exchange("GET", "/", port: plane.port)
            #expect(answer.text == "well")
            #expect(stuck.requests.count == 1)
            #expect(await plane.plane.counters().retries == 1)
        }
    }
}
