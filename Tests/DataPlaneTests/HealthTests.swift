@testable import DataPlane
import NIOCore
import Routing
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HealthTests {
    @Test func `The breaker opens after failures, stays open, and closes when the target is back`() async throws {
        let target = try await FakeTarget.start { _ in .text("busy", status: 503) }
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], keys: "breaker: {open: 200ms}, panic: 0%"
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

    @Test func `An instance whose health path fails gets no requests until it is well`() async throws {
        let isWell = Switch(false)
        let sick = try await FakeTarget.start { request in
            if request.path == "/ready" { return .text("", status: isWell.value ? 200 : 500) }
            return .text("first")
        }
        let well = try await FakeTarget.start { request in .text(request.path == "/ready" ? "" : "second") }
        let plane = try await Plane.start(
            targets: ["monolith": [sick.port, well.port]], health: "{path: /ready, interval: 20ms}")
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
