import NIOCore
import Parity
import Routing
import TestSupport
import Testing

@testable import DataPlane

/// The acceptance experiment of DESIGN 4.3, for correctness: whatever the shadow does, every primary succeeds, bytes
/// stay within the budget, and every shadow ends in a counted outcome.
@Suite(.serialized, .timeLimit(.minutes(patient(1))))
struct BadShadowTests {
    enum Shadow: String, CaseIterable, Sendable {
        case refuses, neverReads, readsOneByteASecond, neverAnswers, answersWithoutEnd, resetsMidBody

        var outcome: ShadowOutcome {
            switch self {
            case .refuses: .failed(.connect)
            case .neverReads, .readsOneByteASecond, .neverAnswers: .failed(.timeout)
            case .answersWithoutEnd: .compared
            case .resetsMidBody: .failed(.reset)
            }
        }

        func start() async throws -> FakeTarget? {
            switch self {
            case .refuses: nil
            case .neverReads: try await .start(.neverReading)
            case .readsOneByteASecond: try await .start(.readingSlowly(bytesPerSecond: 1))
            case .neverAnswers: try await .start { _ in .hang }
            case .answersWithoutEnd: try await .start { _ in .endless() }
            case .resetsMidBody: try await .start { _ in .resetMidBody }
            }
        }
    }

    @Test(arguments: Shadow.allCases)
    func `No primary fails beside a bad shadow`(shadow: Shadow) async throws {
        let monolith = try await FakeTarget.start { .text($0.text) }
        let items = try await shadow.start()
        let budget = 256 << 10
        let plane = try await ShadowTests.plane(
            monolith: monolith, items: items?.port ?? FreePort.next(),
            gateway: "shadow: {bytes: 256KiB, concurrency: 8}",
            defaults: "parity: {max_body: 16KiB}, timeouts: {connect: 10s, first_byte: 5s, total: 20s}")
        try await with(plane) { plane in
            let body = String(repeating: "b", count: 4_000)
            let load = OpenLoopLoad.start(port: plane.port, rate: 300, connections: 8) { _ in
                OpenLoopLoad.Request("POST", "/dry", body: body)
            }
            var most = 0
            while load.completed < 300 {
                most = max(most, await plane.plane.counters().shadowBytes)
                try await Task.sleep(for: .milliseconds(5))
            }
            let report = await load.stop()
            #expect(report.failures.isEmpty)
            #expect(report.count { $0 == 200 } == report.requests)
            #expect(most <= budget)
            try await eventually("every shadow has ended") {
                await plane.plane.counters().shadows.values.reduce(0, +) == UInt64(report.requests)
            }
            let counters = await plane.plane.counters()
            #expect(counters.shadows[.init(route: "items.dry", outcome: shadow.outcome), default: 0] > 0)
            #expect(counters.shadowBytes == 0)
            #expect(counters.shadowsInFlight == 0)
        }
    }
}
