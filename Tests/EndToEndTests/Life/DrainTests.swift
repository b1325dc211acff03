import Foundation
import TestSupport
import Testing

/// How `ficus serve` ends: nothing that it has begun to answer is lost, and the end is certain.
@Suite(.timeLimit(.minutes(2))) struct DrainTests {
    @Test func `SIGTERM fails readiness, finishes what is under way, and exits with 0`() async throws {
        let latch = Latch()
        let target = try await FakeTarget.start { _ in .text("late").after(latch) }
        let proxy = try await ProxyProcess.start(
            monolith: target.port, service: target.port, state: "monolith",
            options: ["--drain-delay", "1h", "--drain-timeout", "1h"])
        let client = try await RawClient.connect(port: proxy.port)
        try await client.send(RawClient.message("GET", "/things/1", port: proxy.port))
        try await eventually("the target has it") { target.requests.count == 1 }
        proxy.child.signal(SIGTERM)
        // Still accepting, so that load balancers see it.
        try await eventually("readiness fails") {
            try await RawClient.exchange("GET", "/health", port: proxy.port).status == 503
        }
        latch.open()
        let answer = try await client.readAnswer()
        #expect(answer.text == "late" && answer["connection"] == "close")
        // Somebody has no hour of patience; nothing is under way, so nothing is cut.
        proxy.child.signal(SIGTERM)
        #expect(await proxy.child.exited() == .code(0))
        #expect(proxy.child.output.contains(/cut_off=0 finished=\d/), "\(proxy.child.output)")
    }

    @Test func `a deadline cuts off what does not finish, and the exit code says so`() async throws {
        let never = Latch()
        let target = try await FakeTarget.start { _ in .text("late").after(never) }
        let proxy = try await ProxyProcess.start(
            monolith: target.port, service: target.port, state: "monolith", options: ["--drain-timeout", "100ms"])
        let client = try await RawClient.connect(port: proxy.port)
        try await client.send(RawClient.message("GET", "/things/1", port: proxy.port))
        try await eventually("the target has it") { target.requests.count == 1 }
        proxy.child.signal(SIGTERM)
        #expect(await proxy.child.exited() == .code(4))
        #expect(proxy.child.output.contains(/cut_off=1/), "\(proxy.child.output)")
        never.open()
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `a second signal ends it at once`(second: Int32) async throws {
        let never = Latch()
        let target = try await FakeTarget.start { _ in .text("late").after(never) }
        let proxy = try await ProxyProcess.start(
            monolith: target.port, service: target.port, state: "monolith", options: ["--drain-timeout", "1h"])
        let client = try await RawClient.connect(port: proxy.port)
        try await client.send(RawClient.message("GET", "/things/1", port: proxy.port))
        try await eventually("the target has it") { target.requests.count == 1 }
        proxy.child.signal(SIGTERM)
        try await eventually("it drains") { proxy.child.output.contains("draining") }
        proxy.child.signal(second)
        #expect(await proxy.child.exited() == .code(4))
        never.open()
    }

    @Test func `a signal right after the start is not lost`() async throws {
        let target = try await FakeTarget.start()
        for _ in 0..<5 {
            let proxy = try await ProxyProcess.start(
                monolith: target.port, service: target.port, state: "monolith")
            proxy.child.signal(SIGTERM)
            #expect(await proxy.child.exited() == .code(0))
        }
    }
}
