import TestSupport
import Testing

@testable import DataPlane

/// Idle clients, slow ones and garbage beside honest clients: every honest request is answered, and nothing of the
/// crowd is left behind. How long the honest ones wait is measured by `make soak-hostile`.
@Suite(.serialized, .timeLimit(.minutes(patient(2))))
struct CrowdTests {
    @Test func `Honest clients are served beside idle ones, slow ones and garbage`() async throws {
        let large = String(repeating: "x", count: 2_000_000)
        let target = try await FakeTarget.start { .text($0.path == "/large" ? large : "\($0.path) \($0.text)") }
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], limit: 400,
            gateway:
                "limits: {head_timeout: 2s, rate_grace: 1s, write_timeout: 1s}\ndefaults: {timeouts: {connect: 20s, first_byte: 20s, total: 40s}}",
            routes: "all: {match: GET /*path}\nwrite: {match: POST /*path, effect: write}")
        try await with(plane) { plane in
            let port = plane.port
            let idle = try await Self.crowd(200) { _ in
                let client = try await RawClient.connect(port: port)
                try await client.send(RawClient.message("GET", "/idle", port: port))
                #expect(try await client.readAnswer().status == 200)
                return client
            }
            let slow = try await Self.crowd(60) { number in
                let client = try await RawClient.connect(port: port, reading: number % 3 > 0)
                switch number % 3 {
                case 0: try await client.send(RawClient.message("GET", "/large", port: port))
                case 1: try await client.send("GET / HTTP/1.1\r\nHost")
                default: try await client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nx")
                }
                return client
            }
            try await withThrowingTaskGroup { group in
                for seed in 0..<4 {
                    group.addTask {
                        var generator = SeededGenerator(seed: UInt64(seed))
                        for _ in 0..<50 {
                            let client = try await RawClient.connect(port: port)
                            try? await client.send(Garbage.request(using: &generator))
                            await client.close()
                        }
                    }
                    group.addTask {
                        let client = try await RawClient.connect(port: port)
                        for number in 0..<100 {
                            let path = "/\(seed)-\(number)"
                            try await client.send(RawClient.message("POST", path, body: "b", port: port))
                            #expect(try await client.readAnswer(within: .seconds(30)).text == "\(path) b")
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await eventually("the slow ones are cut off", within: .seconds(60)) {
                let refusals = await plane.plane.counters().refusals
                return refusals[.headTimeout] == 20 && refusals[.bodyTooSlow] == 20
            }
            for client in idle {
                try await client.send(RawClient.message("GET", "/still", port: port))
                #expect(try await client.readAnswer(within: .seconds(30)).text == "/still ")
            }
            for client in idle + slow { await client.close() }
            try await eventually("nothing is left", within: .seconds(30)) {
                let counters = await plane.plane.counters()
                return counters.openConnections == 0 && counters.exchangesInFlight == 0
            }
        }
    }

    private static func crowd(
        _ count: Int, _ make: @escaping @Sendable (Int) async throws -> RawClient
    ) async throws -> [RawClient] {
        try await withThrowingTaskGroup { group in
            for number in 0..<count { group.addTask { try await make(number) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
