import Dispatch
import NIOCore
import Routing
import Synchronization
import TestSupport
import Testing

@testable import DataPlane

@Suite(.timeLimit(.minutes(patient(1))))
struct PublishTests {
    private static let routes = "items.list: {match: GET /items, group: items}"

    private static func table(_ monolith: Int, _ items: Int, _ state: RouteState, revision: Int) throws -> RouteTable {
        try Plane.table(
            targets: ["monolith": [monolith], "items": [items]], candidate: "items",
            groups: "items: {owner: monolith}", routes: routes, states: ["items": RouteStatus(state)],
            revision: revision)
    }

    @Test func `After publish has returned nothing starts under the old table`() async throws {
        let monolith = try await FakeTarget.start { _ in .text("monolith") }
        let items = try await FakeTarget.start { _ in .text("items") }
        let plane = try await Plane.start(
            targets: ["monolith": [monolith.port], "items": [items.port]], candidate: "items",
            groups: "items: {owner: monolith}", routes: Self.routes, states: ["items": RouteStatus(.extracted)])
        try await with(plane) { plane in
            let isLate = Switch(false)
            let load = OpenLoopLoad.start(port: plane.port, rate: 500) { _ in
                .get(isLate.value ? "/items?late" : "/items")
            }
            for revision in 2..<12 {
                let state: RouteState = revision.isMultiple(of: 2) ? .monolith : .extracted
                await plane.plane.publish(try Self.table(monolith.port, items.port, state, revision: revision))
                let answer = try await RawClient.exchange("GET", "/items", port: plane.port)
                #expect(answer.text == (state == .monolith ? "monolith" : "items"))
            }
            // The last flip was to the service: roll back, and look for requests that began after that.
            await plane.plane.publish(try Self.table(monolith.port, items.port, .monolith, revision: 12))
            isLate.value = true
            let completed = load.completed
            try await eventually("more requests went through") { load.completed > completed + 200 }
            #expect(!items.requests.contains { $0.path.hasSuffix("late") })
            #expect(monolith.requests.contains { $0.path.hasSuffix("late") })
            let report = await load.stop()
            #expect(report.failures.isEmpty)
            #expect(report.count { $0 == 200 } == report.requests)
        }
    }

    @Test func `A retry never goes to a target that the table in force forbids`() async throws {
        let latch = Latch()
        let monolith = try await FakeTarget.start { _ in .text("monolith") }
        let items = try await FakeTarget.start { _ in FakeAnswer.close.after(latch) }
        let plane = try await Plane.start(
            targets: ["monolith": [monolith.port], "items": [items.port]],
            gateway: "defaults: {fallback: {to: monolith, when: [reset]}, \(Plane.patience)}", candidate: "items",
            groups: "items: {owner: monolith}", routes: Self.routes, states: ["items": RouteStatus(.extracted)])
        try await with(plane) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("GET", "/items", port: plane.port))
            try await eventually("the service has the request") { !items.requests.isEmpty }
            await plane.plane.publish(try Self.table(monolith.port, items.port, .retired, revision: 2))
            latch.open()
            #expect(try await client.readAnswer().status == 502)
            #expect(monolith.requests.isEmpty)
        }
    }

    @Test func `A request that waits for a connection goes where the table in force says`() async throws {
        let latch = Latch()
        let monolith = try await FakeTarget.start { _ in .text("monolith") }
        let items = try await FakeTarget.start { _ in FakeAnswer.text("items").after(latch) }
        let plane = try await Plane.start(
            targets: ["monolith": [monolith.port], "items": [items.port]],
            keys: "limits: {connections: 1, queue_timeout: 10s}", candidate: "items",
            groups: "items: {owner: monolith}",
            routes: Self.routes, states: ["items": RouteStatus(.extracted)]
        ) { $0.workers = 1 }
        try await with(plane) { plane in
            let first = try await RawClient.connect(port: plane.port)
            try await first.send(RawClient.message("GET", "/items", port: plane.port))
            try await eventually("the only connection is taken") { !items.requests.isEmpty }
            let second = try await RawClient.connect(port: plane.port)
            try await second.send(RawClient.message("GET", "/items", port: plane.port))
            try await eventually("the second one waits") { await plane.plane.counters().exchangesInFlight == 2 }
            await plane.plane.publish(try Self.table(monolith.port, items.port, .monolith, revision: 2))
            latch.open()
            #expect(try await first.readAnswer().text == "items")
            #expect(try await second.readAnswer().text == "monolith")
            #expect(items.requests.count == 1)
        }
    }

    @Test func `Counters outlive a table`() async throws {
        let monolith = try await FakeTarget.start()
        let plane = try await Plane.start(
            targets: ["monolith": [monolith.port], "items": [monolith.port]], candidate: "items",
            groups: "items: {owner: monolith}", routes: Self.routes)
        try await with(plane) { plane in
            _ = try await RawClient.exchange("GET", "/items", port: plane.port)
            await plane.plane.publish(try Self.table(monolith.port, monolith.port, .extracted, revision: 2))
            _ = try await RawClient.exchange("GET", "/items", port: plane.port)
            let requests = await plane.plane.counters().requests
            #expect(
                requests == [
                    .init(route: "items.list", target: "monolith", reason: .monolith, statusClass: 2): 1,
                    .init(route: "items.list", target: "items", reason: .extracted, statusClass: 2): 1,
                ])
        }
    }

    @Test func `A drain lets the exchange under way finish and refuses new connections`() async throws {
        let latch = Latch()
        let target = try await FakeTarget.start { _ in FakeAnswer.text("late").after(latch) }
        let plane = try await Plane.start(targets: ["monolith": [target.port]])
        let client = try await RawClient.connect(port: plane.port)
        try await client.send(RawClient.message("GET", "/", port: plane.port))
        try await eventually("the target has it") { !target.requests.isEmpty }
        let drained = Task { await plane.plane.drain(within: .seconds(10)) }
        try await eventually("connections are refused") {
            (try? await RawClient.connect(port: plane.port)) == nil
        }
        latch.open()
        let answer = try await client.readAnswer()
        #expect(answer.text == "late")
        #expect(answer["Connection"] == "close")
        #expect(await drained.value == DrainReport(finished: 1, cutOff: 0))
        #expect(await plane.plane.records.next()?.count == 1)
        #expect(await plane.plane.records.next() == nil)
    }

    @Test func `Each answer after connections are refused is the last of its connection, however busy the workers are`()
        async throws
    {
        let latch = Latch()
        let target = try await FakeTarget.start { _ in FakeAnswer.text("late").after(latch) }
        let plane = try await Plane.start(targets: ["monolith": [target.port]]) { $0.workers = 1 }
        let client = try await RawClient.connect(port: plane.port)
        try await client.send(RawClient.message("GET", "/", port: plane.port))
        try await eventually("the target has it") { !target.requests.isEmpty }
        // Between two tasks of the worker there is time for an answer of the target.
        let worker = plane.plane.workers[0]
        let isOver = Counter()
        @Sendable func keepBusy() {
            guard isOver.value == 0 else { return }
            _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(30))
            worker.post { _ in keepBusy() }
        }
        worker.post { _ in keepBusy() }
        let drained = Task { await plane.plane.drain(within: .seconds(10)) }
        try await eventually("connections are refused", every: .milliseconds(1)) {
            (try? await RawClient.connect(port: plane.port)) == nil
        }
        latch.open()
        let answer = try await client.readAnswer()
        isOver.add(1)
        #expect(answer["Connection"] == "close")
        #expect(await drained.value == DrainReport(finished: 1, cutOff: 0))
    }

    @Test func `Records say what happened, stage by stage`() async throws {
        let target = try await FakeTarget.start { _ in .text("hello", status: 201) }
        let plane = try await Plane.start(targets: ["monolith": [target.port]])
        try await with(plane) { plane in
            _ = try await RawClient.exchange(
                "POST", "/a/b?secret=1", port: plane.port, fields: [("X-Request-Id", "r-1")], body: "abc")
            let record = try #require(await plane.plane.records.next()?.first)
            #expect(String(decoding: record.text.method, as: UTF8.self) == "POST")
            #expect(String(decoding: record.text.path, as: UTF8.self) == "/a/b")
            #expect(String(decoding: record.text.requestID, as: UTF8.self) == "r-1")
            #expect(String(decoding: record.text.client, as: UTF8.self) == "127.0.0.1")
            #expect(record.status == 201)
            #expect(record.requestBytes == 3)
            #expect(record.responseBytes == 5)
            #expect(record.reason == .unmatched)
            #expect(record.instance == "127.0.0.1:\(target.port)")
            #expect(record.timings.connect <= record.timings.firstByte)
            #expect(record.timings.firstByte <= record.timings.total)
            #expect(record.timings.startedAt > 1_700_000_000_000_000_000)
        }
    }
}
