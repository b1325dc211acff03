import Routing
import TestSupport
import Testing

@testable import DataPlane

/// Every cell of the table of failures, through a real data plane.
// Serialized, because each case starts a data plane of its own.
@Suite(.serialized, .timeLimit(.minutes(patient(1))))
struct FailureTests {
    private static let everything = "[not_sent, breaker_open, timeout, reset, 5xx]"

    private static let routes = """
        items.list: {match: GET /items, group: items}
        items.held: {match: GET /held, group: items}
        items.add: {match: POST /items, group: items, effect: write}
        items.pay: {match: POST /pay, group: items, effect: write, idempotency: required}
        """

    /// A plane whose service has one instance in trouble, and perhaps a second one that is well.
    private func run(
        _ row: FailureRow, when: String, fallback: Bool = false, hasOther: Bool = false, keys: String = "",
        _ body: (Plane) async throws -> Void
    ) async throws {
        let answer = row.answer
        let troubled = try await FakeTarget.start { $0.path == "/held" ? .hang : answer }
        if !row.listens { await troubled.stop() }
        let other = try await FakeTarget.start { _ in .text("other") }
        let monolith = try await FakeTarget.start { _ in .text("monolith") }
        let to = fallback ? "{to: monolith, when: \(when)}" : "{to: items, when: \(when)}"
        let plane = try await Plane.start(
            targets: ["monolith": [monolith.port], "items": hasOther ? [troubled.port, other.port] : [troubled.port]],
            keys: [row.keys, keys].filter { !$0.isEmpty }.joined(separator: ", "),
            gateway: "defaults: {timeouts: {\(row.timeouts)}, fallback: \(to)}", candidate: "items",
            groups: "items: {owner: monolith, data: fed}", routes: Self.routes,
            states: ["items": RouteStatus(.extracted)]
        ) { $0.workers = 1 }
        try await with(plane) { plane in
            let held = try await prepare(row.prelude, plane, troubled)
            try await body(plane)
            await held?.close()
        }
    }

    private func prepare(
        _ prelude: FailureRow.Prelude, _ plane: Plane, _ target: FakeTarget
    ) async throws -> RawClient? {
        let client = try await RawClient.connect(port: plane.port)
        switch prelude {
        case .none: return nil
        case .unhealthy:
            try await eventually("it is unhealthy") {
                await plane.plane.health().contains { $0.state == .unhealthy && $0.targets == ["items"] }
            }
        case .opened:
            _ = try await RawClient.exchange("GET", "/items", port: plane.port)
            try await eventually("its breaker is open") {
                await plane.plane.health().contains { $0.state == .open }
            }
        case .occupied:
            try await client.send(RawClient.message("GET", "/held", port: plane.port))
            try await eventually("its only connection is taken") { target.requests.contains { $0.path == "/held" } }
        }
        return client
    }

    /// The answer, or nil when it broke off.
    private func ask(_ method: String, _ path: String, _ plane: Plane) async throws -> RawAnswer? {
        let fields = path == "/pay" ? [("Idempotency-Key", "k")] : []
        let client = try await RawClient.connect(port: plane.port)
        try await client.send(
            RawClient.message(method, path, fields: fields, body: method == "POST" ? "x" : nil, port: plane.port))
        let answer = try? await client.readAnswer(to: method)
        await client.close()
        return answer
    }

    @Test(arguments: FailureRow.all)
    func `The client gets what the table says, and so does the log`(row: FailureRow) async throws {
        try await run(row, when: "[]") { plane in
            for sender in FailureRow.Sender.allCases {
                _ = plane.plane.records.drain()
                let answer = try await ask(sender.method, sender.path, plane)
                #expect(answer?.status == row.status)
                let isOurs = answer?["Content-Type"] == "application/problem+json"
                #expect(isOurs == (row.status != nil && row.reason != "server_error"))
                if isOurs { #expect(answer?.text.contains("\"reason\":\"\(row.reason)\"") == true) }
                let record = try await value("the record") {
                    plane.plane.records.drain().last { $0.status == UInt16(row.status ?? 200) }
                }
                if case .target(let failure) = record.failure {
                    #expect(failure.word == row.reason)
                } else {
                    #expect(row.reason == "server_error")
                }
            }
        }
    }

    @Test(arguments: FailureRow.all)
    func `The fallback answers a read where the table says`(row: FailureRow) async throws {
        try await run(row, when: "[\(row.when ?? "not_sent")]", fallback: true) { plane in
            let answer = try await ask("GET", "/items", plane)
            #expect((answer?.text == "monolith") == (row.fallback != .never))
            if answer?.text == "monolith" {
                #expect(answer?["Ficus-Answered-By"]?.contains("reason=fallback:\(row.reason)") == true)
            }
            let write = try await ask("POST", "/items", plane)
            #expect(write?.text != "monolith")
        }
        guard row.fallback == .covered else { return }
        try await run(row, when: "[]", fallback: true) { plane in
            let answer = try await ask("GET", "/items", plane)
            #expect(answer?.text != "monolith")
        }
    }

    @Test(arguments: FailureRow.all, FailureRow.Sender.allCases)
    func `Another instance answers where the table says`(row: FailureRow, sender: FailureRow.Sender) async throws {
        let permission = row.permission(of: sender)
        for (when, isCovered) in [(Self.everything, true), ("[]", false)] {
            try await run(row, when: when, hasOther: true) { plane in
                let answer = try await ask(sender.method, sender.path, plane)
                let isExpected = permission == .always || (permission == .covered && isCovered)
                #expect((answer?.text == "other") == isExpected, "when \(when)")
            }
        }
    }

    @Test(arguments: FailureRow.all.filter { $0.prelude == .none })
    func `The breaker and the outliers count what the table says`(row: FailureRow) async throws {
        let breaker = "breaker: {failures: 2, open: 1h, longest: 1h}"
        try await run(row, when: "[]", keys: breaker) { plane in
            try await expectOutage(.open, row.breaker, plane)
        }
        let outlier = "outlier: {consecutive_5xx: 2, max_ejected: 100%, ejection: 1h, longest: 1h}"
        try await run(row, when: "[]", keys: "breaker: none, \(outlier)") { plane in
            try await expectOutage(.ejected, row.outlier, plane)
        }
    }

    /// After three failures the instance is out, or not.
    private func expectOutage(_ state: InstanceHealth.State, _ isExpected: Bool, _ plane: Plane) async throws {
        for _ in 0..<3 { _ = try await ask("GET", "/items", plane) }
        if isExpected {
            try await eventually("it is \(state)") {
                await plane.plane.health().contains { $0.state == state && $0.targets == ["items"] }
            }
        } else {
            #expect(await plane.plane.health().allSatisfy { $0.state != state })
        }
    }
}
