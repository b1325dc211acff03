import Foundation
import TestSupport
import Testing

/// The acceptance experiment of shadowing: whatever the shadow target does, no client notices and memory is bounded.
@Suite(.serialized, .timeLimit(.minutes(3))) struct BadShadowTests {
    enum BadShadow: String, CaseIterable, Sendable {
        case refuses, neverReads, readsOneBytePerSecond, neverAnswers, answersWithoutEnd, resetsMidBody

        func start() async throws -> FakeTarget? {
            switch self {
            case .refuses: nil
            case .neverReads: try await .start(.neverReading)
            case .readsOneBytePerSecond: try await .start(.readingSlowly(bytesPerSecond: 1))
            case .neverAnswers: try await .start { _ in .hang }
            case .answersWithoutEnd: try await .start { _ in .endless(claiming: 1 << 30) }
            case .resetsMidBody: try await .start { _ in .resetMidBody }
            }
        }
    }

    @Test(arguments: BadShadow.allCases) func `no client notices a bad shadow`(shadow: BadShadow) async throws {
        let body = #"{"items":["\#(String(repeating: "x", count: 2_000))"]}"#
        let monolith = try await FakeTarget.start { _ in .json(body) }
        let service = try await shadow.start()
        let refusing = try FreePort.next()
        let proxy = try await ProxyProcess.start(
            monolith: monolith.port, service: service?.port ?? refusing, state: "shadow")
        let before = try proxy.residentMiB()

        let load = OpenLoopLoad.start(port: proxy.port, rate: 300, connections: 12) { number in
            number.isMultiple(of: 3) ? .init("POST", "/search", body: body) : .get("/things/\(number)")
        }
        let report = try await load.finish(after: 900)
        #expect(report.failures.isEmpty, "\(report.failures)")
        #expect(report.statuses.keys.sorted() == [200], "\(report.statuses)")
        let growth = try proxy.residentMiB() - before
        #expect(growth < 160, "\(growth) MiB more")

        // Every shadow ends in a counted outcome: nothing is silently dropped.
        let counted = try await value("all shadows are counted", within: .seconds(25), every: .milliseconds(200)) {
            let counted = try await proxy.metric("ficus_shadow_total")
            if counted < report.requests { throw TimedOut("\(counted) of \(report.requests)") }
            return counted
        }
        #expect(counted == report.requests)
        #expect(try await proxy.metric("ficus_parity_total", containing: #"verdict="match""#) == 0)
    }
}
