import Routing
import TestSupport
import Testing

@testable import DataPlane

/// Who is one too many is told so; who is in stays unharmed.
@Suite(.timeLimit(.minutes(patient(1))))
struct ConnectionLimitTests {
    private static func plane(_ target: FakeTarget, _ limits: String) async throws -> Plane {
        try await .start(
            targets: ["monolith": [target.port]],
            gateway: "limits: {\(limits)}\ndefaults: {timeouts: {connect: 10s, first_byte: 20s, total: 40s}}",
            routes: "all: {match: \"* /*path\", effect: write}")
    }

    private static func ask(_ client: RawClient, _ plane: Plane) async throws -> RawAnswer {
        try await client.send(RawClient.message("GET", "/", port: plane.port))
        return try await client.readAnswer()
    }

    @Test(arguments: [
        ("connections: 2", 503, Refusal.tooManyConnections),
        ("connections_per_address: 2", 429, .tooManyConnectionsOfAddress),
    ])
    func `One connection too many is told so and closed`(limit: String, status: Int, refusal: Refusal) async throws {
        let target = try await FakeTarget.start()
        try await with(try await Self.plane(target, limit)) { plane in
            let first = try await RawClient.connect(port: plane.port)
            let second = try await RawClient.connect(port: plane.port)
            for client in [first, second] { #expect(try await Self.ask(client, plane).status == 200) }

            let third = try await RawClient.connect(port: plane.port)
            let answer = try await third.readAnswer()
            #expect(answer.status == status)
            #expect(answer["Retry-After"] == "1")
            #expect(answer.text.contains(refusal.rawValue))
            #expect(try await third.readToEnd().isEmpty)
            await third.close()
            for client in [first, second] { #expect(try await Self.ask(client, plane).status == 200) }
            #expect(await plane.plane.counters().refusals == [refusal: 1])

            await first.close()
            try await eventually("there is room again") {
                let client = try await RawClient.connect(port: plane.port)
                return try await Self.ask(client, plane).status == 200
            }
        }
    }

    @Test func `The last request that a connection may carry says so`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Self.plane(target, "requests_per_connection: 3")) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(
                String(repeating: RawClient.message("GET", "/", port: plane.port), count: 5))
            for number in 1...3 {
                let answer = try await client.readAnswer()
                #expect(answer.status == 200)
                #expect(answer["Connection"] == (number == 3 ? "close" : nil))
            }
            #expect(try await client.readToEnd().isEmpty)
            #expect(target.requests.count == 3)
        }
    }

    @Test func `A reload changes the limits of open connections`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Self.plane(target, "body: 10B")) { plane in
            let client = try await RawClient.connect(port: plane.port)
            #expect(try await Self.ask(client, plane)["Connection"] == nil)
            let table = try Plane.table(
                targets: ["monolith": [target.port]],
                gateway: "limits: {body: 20B, requests_per_connection: 2, connections: 1}", revision: 2)
            await plane.plane.publish(table)
            try await client.send(RawClient.message("POST", "/", body: "15 bytes of it.", port: plane.port))
            let answer = try await client.readAnswer()
            #expect(answer.status == 200)
            #expect(answer["Connection"] == "close")
            let other = try await RawClient.connect(port: plane.port)
            #expect(try await other.readAnswer().status == 503)
        }
    }

    @Test func `Flooding with connections leaves those who are in alone`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Self.plane(target, "connections: 5")) { plane in
            let honest = try await RawClient.connect(port: plane.port)
            #expect(try await Self.ask(honest, plane).status == 200)
            try await withThrowingTaskGroup { group in
                for _ in 0..<400 {
                    group.addTask { _ = try? await RawClient.connect(port: plane.port).readToEnd() }
                }
                for _ in 0..<50 { #expect(try await Self.ask(honest, plane).status == 200) }
                try await group.waitForAll()
            }
            #expect(await plane.plane.counters().refusals[.tooManyConnections, default: 0] > 0)
            try await eventually("nothing is left") { await plane.plane.counters().openConnections == 1 }
        }
    }
}
