@testable import DataPlane
import Routing
import TestSupport
import Testing

/// Retries are few, whatever fails.
@Suite(.timeLimit(.minutes(patient(1))))
struct RetryTests {
    private func plane(_ targets: [FakeTarget], retry: String) async throws -> Plane {
        try await Plane.start(
            targets: ["monolith": targets.map(\.port)], keys: "breaker: none, retry: \(retry)",
            gateway: "defaults: {fallback: {when: [reset]}, \(Plane.patience)}", routes: "all: {match: GET /}"
        ) { $0.workers = 1 }
    }

    private func broken(_ count: Int) async throws -> [FakeTarget] {
        var targets: [FakeTarget] = []
        for _ in 0..<count { targets.append(try await FakeTarget.start { _ in .close }) }
        return targets
    }

    @Test(arguments: [("none", 1), ("{attempts: 2}", 2), ("{attempts: 3}", 3), ("{attempts: 10}", 5)])
    func `A request has so many attempts, each on another instance`(retry: String, attempts: Int) async throws {
        let targets = try await broken(5)
        try await with(try await plane(targets, retry: retry)) { plane in
            let answer = try await RawClient.exchange("GET", "/", port: plane.port)
            #expect(answer.status == 502)
            #expect(targets.reduce(0) { $0 + $1.requests.count } == attempts)
            #expect(targets.allSatisfy { $0.requests.count <= 1 })
            #expect(await plane.plane.counters().retries == UInt64(attempts - 1))
        }
    }

    @Test func `A budget that is spent leaves the first attempt only`() async throws {
        let targets = try await broken(2)
        try await with(try await plane(targets, retry: "{budget: 0%, minimum: 0}")) { plane in
            let answer = try await RawClient.exchange("GET", "/", port: plane.port)
            #expect(answer.status == 502)
            #expect(targets.reduce(0) { $0 + $1.requests.count } == 1)
            let counters = await plane.plane.counters()
            #expect(counters.retries == 0 && counters.retriesDenied == 1)
        }
    }

    @Test func `A retry holds its place in the budget until the exchange has ended`() async throws {
        let latch = Latch()
        let broken = try await FakeTarget.start { _ in .close }
        let slow = try await FakeTarget.start { _ in FakeAnswer.text("slow").after(latch) }
        try await with(try await plane([broken, slow], retry: "{budget: 0%, minimum: 1}")) { plane in
            let first = try await RawClient.connect(port: plane.port)
            try await first.send(RawClient.message("GET", "/", port: plane.port))
            try await eventually("it is asked again") { slow.requests.count == 1 }
            #expect(try await RawClient.exchange("GET", "/", port: plane.port).status == 502)
            latch.open()
            #expect(try await first.readAnswer().text == "slow")
            #expect(try await RawClient.exchange("GET", "/", port: plane.port).text == "slow")
        }
    }
}
