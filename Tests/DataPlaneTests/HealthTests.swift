@testable import DataPlane
import NIOCore
import Routing
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(patient(1))))
struct HealthTests {
    @Test func `The breaker opens after failures, stays open, and closes when the target is back`() async throws {
        let target = try await FakeTarget.start { _ in .text("busy", status: 503) }
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], keys: "breaker: {open: 3s}, panic: 0%"
        ) { $0.workers = 1 }
        try await with(plane) { plane in
            for _ in 0..<5 { #expect(try await RawClient.exchange("GET", "/", port: plane.port).text == "busy") }
            let rejected = try await RawClient.exchange("GET", "/", port: plane.port)
            #expect(rejected.status == 503)
            #expect(rejected.text.contains(#""reason":"breaker_open""#))
            #expect(target.requests.count == 5)
            target.answer { _ in .text("well") }
            try await eventually("the target takes requests again") {
                try await RawClient.exchange("GET", "/", port: plane.port).text == "well"
            }
            try await eventually("its health is shown") {
                await plane.plane.health().first?.state == .trial
            }
        }
    }

    @Test(arguments: [
        "breaker: {failures: 4, open: 1h, longest: 1h}",
        "breaker: none, outlier: {consecutive_5xx: 4, max_ejected: 100%}",
    ])
    func `Failures in a row count wherever they are seen`(policy: String) async throws {
        let target = try await FakeTarget.start { .text("", status: $0.path == "/good" ? 200 : 503) }
        let plane = try await Plane.start(
            monolith: "urls: [\"http://127.0.0.1:\(target.port)\"], panic: 0%, \(policy)", workers: 2)
        try await with(plane) { plane in
            var clients: [RawClient] = []
            for _ in 0..<2 { clients.append(try await RawClient.connect(port: plane.port)) }
            func ask(_ worker: Int, _ path: String) async throws {
                try await clients[worker].send(RawClient.message("GET", path, port: plane.port))
                _ = try await clients[worker].readAnswer()
                // What a worker has told the coordinator, and that the others, has come.
                for _ in 0..<2 {
                    _ = await plane.plane.health()
                    _ = await plane.plane.counters()
                }
            }
            for worker in [1, 1, 0] { try await ask(worker, "/bad") }
            // An answer that one worker sees ends the row for all.
            try await ask(0, "/good")
            for worker in [0, 0, 1] { try await ask(worker, "/bad") }
            #expect(await plane.plane.health().first?.state == .healthy)
            try await ask(0, "/bad")
            try await eventually("it is out") { await plane.plane.health().first?.state.takesRequests == false }
        }
    }

    /// A target that accepts connections is not one that answers.
    @Test func `One request finds out whether an instance without a health path is back, and others do not follow`()
        async throws
    {
        let latch = Latch()
        let target = try await FakeTarget.start { _ in .text("busy", status: 503) }
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], keys: "breaker: {failures: 2, open: 100ms}, panic: 0%"
        ) { $0.workers = 1 }
        try await with(plane) { plane in
            for _ in 0..<2 { #expect(try await RawClient.exchange("GET", "/", port: plane.port).text == "busy") }
            target.answer { _ in FakeAnswer.text("well").after(latch) }
            try await eventually("its time is up") { await plane.plane.health().first?.state == .trial }
            let first = try await RawClient.connect(port: plane.port)
            try await first.send(RawClient.message("GET", "/first", port: plane.port))
            try await eventually("it is asked") { target.requests.last?.path == "/first" }
            for _ in 0..<3 {
                let other = try await RawClient.exchange("GET", "/other", port: plane.port)
                #expect(other.text.contains(#""reason":"breaker_open""#))
            }
            latch.open()
            #expect(try await first.readAnswer().text == "well")
            #expect(try await RawClient.exchange("GET", "/other", port: plane.port).text == "well")
        }
    }

    @Test func `An instance whose health path fails gets no requests until it is well`() async throws {
        let isWell = Switch(false)
        let sick = try await FakeTarget.start { request in
            if request.path == "/ready" { return .text("", status: isWell.value ? 200 : 500) }
            return .text("first")
        }
        let well = try await FakeTarget.start { request in .text(request.path == "/ready" ? "" : "second") }
        let plane = try await Plane.start(
            targets: ["monolith": [sick.port, well.port]], health: "{path: /ready, interval: 20ms, timeout: 20s}")
        try await with(plane) { plane in
            try await eventually("it is known to be unhealthy") {
                await plane.plane.health().contains { $0.state == .unhealthy && $0.cause == "it answered 500" }
            }
            for _ in 0..<6 { #expect(try await RawClient.exchange("GET", "/", port: plane.port).text == "second") }
            isWell.value = true
            try await eventually("both answer in turn") {
                try await RawClient.exchange("GET", "/", port: plane.port).text == "first"
            }
        }
    }

    @Test func `Requests go to the instances of a target in turn`() async throws {
        let targets = [try await FakeTarget.start(), try await FakeTarget.start(), try await FakeTarget.start()]
        let plane = try await Plane.start(targets: ["monolith": targets.map(\.port)]) { $0.workers = 1 }
        try await with(plane) { plane in
            for _ in 0..<9 { _ = try await RawClient.exchange("GET", "/", port: plane.port) }
            #expect(targets.map(\.requests.count) == [3, 3, 3])
        }
    }
}
