import TestSupport
import Testing

@testable import DataPlane

/// A client that does not take its answers holds its target back, costs little memory, and is cut off in the end.
@Suite(.timeLimit(.minutes(patient(1))))
struct SlowReaderTests {
    private static let patient = "defaults: {timeouts: {connect: 10s, first_byte: 20s, total: 40s}}"
    /// More than the kernel's buffers of two connections and ours together.
    private static let farTooMuch = 64 << 20

    @Test(arguments: [nil, 1 << 30])
    func `A client that takes nothing of a huge answer is cut off`(length: Int?) async throws {
        let target = try await FakeTarget.start { _ in .endless(claiming: length) }
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], gateway: "limits: {write_timeout: 300ms}\n\(Self.patient)",
            routes: "all: {match: GET /*path}")
        try await with(plane) { plane in
            let client = try await RawClient.connect(port: plane.port, reading: false)
            try await client.send(RawClient.message("GET", "/", port: plane.port))
            try await eventually("it is cut off") {
                await plane.plane.counters().refusals == [.writeTimeout: 1]
            }
            try await eventually("the target is let go") { target.openConnections == 0 }
            #expect(target.sentBytes < Self.farTooMuch)
            let counters = await plane.plane.counters()
            #expect(counters.exchangesInFlight == 0)
            #expect(counters.openConnections == 0)
        }
    }

    @Test func `A client that asks and asks and reads nothing is not asked for on its behalf`() async throws {
        let body = String(repeating: "x", count: 100_000)
        let target = try await FakeTarget.start { _ in .text(body) }
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], gateway: "limits: {write_timeout: 1s}\n\(Self.patient)",
            routes: "all: {match: GET /*path}")
        try await with(plane) { plane in
            let client = try await RawClient.connect(port: plane.port, reading: false)
            let request = RawClient.message("GET", "/", port: plane.port)
            // 2 GB of answers for 1 MB of questions.
            let sending = Task { try await client.send(String(repeating: request, count: 20_000)) }
            try await eventually("it is cut off") {
                await plane.plane.counters().refusals == [.writeTimeout: 1]
            }
            #expect(target.sentBytes < Self.farTooMuch)
            try await eventually("nothing is open") { await plane.plane.counters().openConnections == 0 }
            await client.close()
            _ = await sending.result
        }
    }

    @Test func `A client that reads late gets every answer in order`() async throws {
        let target = try await FakeTarget.start { .text($0.path + String(repeating: "x", count: 50_000)) }
        try await with(
            try await Plane.start(
                targets: ["monolith": [target.port]], gateway: Self.patient, routes: "all: {match: GET /*path}")
        ) { plane in
            let client = try await RawClient.connect(port: plane.port, reading: false)
            let paths = (0..<300).map { "/\($0)-" }
            let sending = Task {
                try await client.send(paths.map { RawClient.message("GET", $0, port: plane.port) }.joined())
            }
            try await eventually("the target is held back") { try await isSteady { target.sentBytes } }
            #expect(target.requests.count < paths.count)
            try await client.startReading()
            for path in paths {
                let answer = try await client.readAnswer()
                #expect(answer.text.hasPrefix(path))
            }
            _ = await sending.result
        }
    }

    @Test func `Interim answers wait for the client, too`() async throws {
        let interim = "HTTP/1.1 103 Early Hints\r\nLink: \(String(repeating: "x", count: 30_000))\r\n\r\n"
        let target = try await FakeTarget.start { _ in .endless(of: interim) }
        try await with(
            try await Plane.start(
                targets: ["monolith": [target.port]], gateway: Self.patient, routes: "all: {match: GET /*path}")
        ) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("GET", "/", port: plane.port))
            while true {
                let answer = try await client.readAnswer()
                if answer.status == 103 { continue }
                #expect(answer.status == 502)
                break
            }
            #expect(target.sentBytes < Self.farTooMuch)
        }
    }
}

extension FakeAnswer {
    /// `text` again and again.
    fileprivate static func endless(of text: String) -> FakeAnswer { FakeAnswer([.endless(Array(text.utf8))]) }
}
