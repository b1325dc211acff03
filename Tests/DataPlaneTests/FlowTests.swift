import NIOCore
import Routing
import TestSupport
import Testing

@testable import DataPlane

/// Bodies that do not fit anywhere, and peers that do not keep up.
@Suite(.timeLimit(.minutes(patient(1))))
struct FlowTests {
    /// More than the kernel's buffers of two connections and ours together.
    private static let farTooMuch = 64 << 20

    @Test func `A large answer and a large request arrive whole`() async throws {
        let size = 5_000_000
        let target = try await FakeTarget.start { request in
            .text(String(repeating: "a", count: request.body.count))
        }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let answer = try await RawClient.exchange(
                "POST", "/", port: plane.port, body: String(repeating: "b", count: size))
            #expect(answer.body.count == size)
            #expect(target.requests.first?.body.count == size)
        }
    }

    @Test func `A client that does not read holds its target back`() async throws {
        let target = try await FakeTarget.start { _ in .endless(claiming: 1 << 40) }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port, reading: false)
            try await client.send(RawClient.message("GET", "/", port: plane.port))
            try await eventually("the target stops sending") { try await isSteady { target.sentBytes } }
            #expect(target.sentBytes < Self.farTooMuch)
            await client.close()
            try await eventually("the target is let go") { target.openConnections == 0 }
        }
    }

    @Test func `A target that does not read holds its client back`() async throws {
        let target = try await FakeTarget.start(.neverReading)
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]],
            gateway: "limits: {body: none}\ndefaults: {timeouts: {first_byte: 6s, total: 6s}}",
            routes: "upload: {match: POST /, effect: write}")
        try await with(plane) { plane in
            let client = try await RawClient.connect(port: plane.port)
            let sent = Counter()
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000000\r\n\r\n")
            let sending = Task {
                let block = [UInt8](repeating: 0, count: 1 << 16)
                while !Task.isCancelled {
                    try await client.send(block)
                    sent.add(block.count)
                }
            }
            try await eventually("the client is stuck") { try await isSteady { sent.value } }
            #expect(sent.value < Self.farTooMuch)
            sending.cancel()
            await client.close()
            _ = await sending.result
            try await eventually("the exchange is over") { await plane.plane.counters().exchangesInFlight == 0 }
        }
    }

    @Test func `An answer that comes before the upload has ended reaches the client`() async throws {
        let target = try await FakeTarget.start(
            .answeringHeads { _ in .raw("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig") })
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc")
            let answer = try await client.readAnswer()
            #expect(answer.status == 413)
            #expect(answer["Connection"] == "close")
            // The client goes on sending into the closed side and sees an orderly end all the same.
            try? await client.send([UInt8](repeating: 1, count: 100_000))
            #expect(try await client.readToEnd().isEmpty)
        }
    }

    @Test func `A refusal while the upload runs reaches the client`() async throws {
        let target = try await FakeTarget.start()
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], routes: "closed: {match: \"* /internal/*rest\", answer: 404}")
        try await with(plane) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("POST /internal/x HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc")
            let answer = try await client.readAnswer()
            #expect(answer.status == 404)
            #expect(answer["Ficus-Answered-By"] == "ficus; route=closed; reason=fixed")
            try? await client.send([UInt8](repeating: 1, count: 50_000))
            #expect(try await client.readToEnd().isEmpty)
            #expect(target.requests.isEmpty)
        }
    }

    @Test func `A fixed answer to a whole request keeps the connection`() async throws {
        let target = try await FakeTarget.start()
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], routes: "closed: {match: \"* /internal/*rest\", answer: 404}")
        try await with(plane) { plane in
            let client = try await RawClient.connect(port: plane.port)
            for _ in 0..<3 {
                try await client.send(RawClient.message("POST", "/internal/x", body: "abc", port: plane.port))
                #expect(try await client.readAnswer().status == 404)
            }
        }
    }

    @Test func `A client that leaves ends its exchange at the target`() async throws {
        let target = try await FakeTarget.start { _ in .hang }
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("GET", "/", port: plane.port))
            try await eventually("the target has it") { !target.requests.isEmpty }
            await client.reset()
            try await eventually("the target is let go") {
                let counters = await plane.plane.counters()
                return counters.exchangesInFlight == 0 && counters.openTargetConnections == 0
            }
        }
    }

    @Test func `A head that does not end is refused in time`() async throws {
        let target = try await FakeTarget.start()
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], gateway: "limits: {head_timeout: 2s}"
        ) { $0.lingerTimeout = .milliseconds(50) }
        try await with(plane) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\n")
            #expect(try await client.readAnswer().status == 408)
            _ = try await client.readToEnd()
            let silent = try await RawClient.connect(port: plane.port)
            #expect(try await silent.readToEnd().isEmpty)
        }
    }

    @Test func `A kept connection ends when it is idle for too long`() async throws {
        let target = try await FakeTarget.start()
        let plane = try await Plane.start(targets: ["monolith": [target.port]], gateway: "limits: {idle: 100ms}")
        try await with(plane) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("GET", "/", port: plane.port))
            #expect(try await client.readAnswer().status == 200)
            #expect(try await client.readToEnd().isEmpty)
        }
    }

    @Test func `A limit of connections makes requests wait, not fail`() async throws {
        let target = try await FakeTarget.start { _ in .text("ok") }
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], keys: "limits: {connections: 2, queue_timeout: 10s}",
            routes: "all: {match: GET /}"
        ) { $0.workers = 1 }
        try await with(plane) { plane in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await RawClient.exchange("GET", "/", port: plane.port).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 20))
            #expect(target.acceptedConnections <= 2)
        }
    }
}

/// Whether a number has not moved for a while.
func isSteady(_ number: () -> Int) async throws -> Bool {
    let before = number()
    guard before > 0 else { return false }
    for _ in 0..<20 {
        try await Task.sleep(for: .milliseconds(10))
        if number() != before { return false }
    }
    return true
}
