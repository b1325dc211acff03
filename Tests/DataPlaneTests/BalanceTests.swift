@testable import DataPlane
import NIOCore
import Routing
import TestSupport
import Testing

/// Choosing an instance, seen from outside.
@Suite(.timeLimit(.minutes(patient(1))))
struct BalanceTests {
    private func urls(_ targets: FakeTarget..., weights: [Int] = []) -> String {
        let entries = targets.enumerated().map { index, target in
            let url = "\"http://127.0.0.1:\(target.port)\""
            return weights.isEmpty ? url : "{url: \(url), weight: \(weights[index])}"
        }
        return "urls: [\(entries.joined(separator: ", "))]"
    }

    private func named(_ name: String) async throws -> FakeTarget {
        try await FakeTarget.start { _ in .text(name) }
    }

    @Test func `Weights are kept`() async throws {
        let (heavy, light) = (try await named("heavy"), try await named("light"))
        let plane = try await Plane.start(monolith: urls(heavy, light, weights: [3, 1]))
        try await with(plane) { plane in
            for _ in 0..<8 { _ = try await RawClient.exchange("GET", "/", port: plane.port) }
            #expect(heavy.requests.count == 6 && light.requests.count == 2)
        }
    }

    @Test func `The instance with fewer requests under way is preferred`() async throws {
        let latch = Latch()
        let slow = try await FakeTarget.start { _ in FakeAnswer.text("slow").after(latch) }
        let quick = try await FakeTarget.start { _ in FakeAnswer.text("quick") }
        let plane = try await Plane.start(monolith: "\(urls(slow, quick)), balance: least_requests")
        try await with(plane) { plane in
            var waiting: [RawClient] = []
            while slow.requests.isEmpty {
                let client = try await RawClient.connect(port: plane.port)
                try await client.send(RawClient.message("GET", "/", port: plane.port))
                waiting.append(client)
                try await eventually("somebody has the request") {
                    slow.requests.count + quick.requests.count == waiting.count
                }
            }
            for _ in 0..<20 {
                #expect(try await RawClient.exchange("GET", "/", port: plane.port).text == "quick")
            }
            latch.open()
        }
    }

    @Test func `A cookie brings a client back to its instance, and to another when that is gone`() async throws {
        let (first, second) = (try await named("first"), try await named("second"))
        let plane = try await Plane.start(
            monolith:
                "\(urls(first, second)), balance: {policy: sticky, cookie: sid}, breaker: {failures: 1, open: 1h, longest: 1h}"
        )
        try await with(plane) { plane in
            let answer = try await RawClient.exchange("GET", "/", port: plane.port)
            let line = try #require(answer["Set-Cookie"])
            #expect(line.hasPrefix("sid=") && line.hasSuffix("; Path=/; HttpOnly; SameSite=Lax"))
            let cookie = String(line.prefix { $0 != ";" })
            for _ in 0..<6 {
                let again = try await RawClient.exchange(
                    "GET", "/", port: plane.port, fields: [("Cookie", "a=b; \(cookie)")])
                #expect(again.text == answer.text)
                #expect(again["Set-Cookie"] == nil)
            }
            let gone = answer.text == "first" ? first : second
            await gone.stop()
            try await eventually("its end has come") {
                try gone.openConnections == 0 && !KernelSockets.isConnected(to: gone.port)
            }
            let moved = try await RawClient.exchange("GET", "/", port: plane.port, fields: [("Cookie", cookie)])
            #expect(moved.status == 200 && moved.text != answer.text)
            let next = try #require(moved["Set-Cookie"])
            #expect(!next.hasPrefix(cookie))
            let settled = try await RawClient.exchange(
                "GET", "/", port: plane.port, fields: [("Cookie", String(next.prefix { $0 != ";" }))])
            #expect(settled.text == moved.text && settled["Set-Cookie"] == nil)
        }
    }

    @Test func `A cookie that names nobody is replaced, and a secure one says so`() async throws {
        let target = try await named("only")
        let plane = try await Plane.start(
            monolith: "\(urls(target)), balance: {policy: sticky, cookie: sid, secure: true}")
        try await with(plane) { plane in
            let answer = try await RawClient.exchange(
                "GET", "/", port: plane.port, fields: [("Cookie", "sid=0123456789abcdef")])
            #expect(answer["Set-Cookie"]?.hasSuffix("; Secure") == true)
        }
    }

    @Test func `A key goes to the same instance from every worker`() async throws {
        let targets = [try await named("a"), try await named("b"), try await named("c")]
        let plane = try await Plane.start(
            monolith: "\(urls(targets[0], targets[1], targets[2])), balance: {policy: sticky, key: [header.x-user]}",
            workers: 3)
        try await with(plane) { plane in
            var answers: Set<String> = []
            for user in 0..<24 {
                let fields = [("X-User", "\(user)")]
                let first = try await RawClient.exchange("GET", "/", port: plane.port, fields: fields)
                #expect(first["Set-Cookie"] == nil)
                answers.insert(first.text)
                for _ in 0..<3 {
                    let again = try await RawClient.exchange("GET", "/", port: plane.port, fields: fields)
                    #expect(again.text == first.text)
                }
            }
            #expect(answers.count == 3)
        }
    }

    @Test func `When too few instances are healthy all are used`() async throws {
        let sick = try await FakeTarget.start { .text("sick", status: $0.path == "/ready" ? 500 : 200) }
        let well = try await named("well")
        let health = "health: {path: /ready, interval: 20ms, timeout: 20s}"
        let plane = try await Plane.start(monolith: "\(urls(sick, well)), \(health), panic: 60%")
        try await with(plane) { plane in
            try await eventually("it is known to be unhealthy") {
                await plane.plane.health().contains { $0.state == .unhealthy }
            }
            var answers: Set<String> = []
            for _ in 0..<8 { answers.insert(try await RawClient.exchange("GET", "/", port: plane.port).text) }
            #expect(answers == ["sick", "well"])
        }
    }

    @Test func `An instance that answers with 5xx again and again is ejected, but never too many`() async throws {
        let broken = try await FakeTarget.start { _ in .text("broken", status: 500) }
        let well = try await named("well")
        let outlier = "outlier: {consecutive_5xx: 3, ejection: 1h, longest: 1h}"
        let plane = try await Plane.start(monolith: "\(urls(broken, well)), \(outlier)")
        try await with(plane) { plane in
            for _ in 0..<6 { _ = try await RawClient.exchange("GET", "/", port: plane.port) }
            try await eventually("it is ejected") {
                await plane.plane.health().contains { $0.state == .ejected && $0.ejections == 1 }
            }
            for _ in 0..<6 { #expect(try await RawClient.exchange("GET", "/", port: plane.port).text == "well") }
            well.answer { _ in .text("broken, too", status: 500) }
            for _ in 0..<9 { #expect(try await RawClient.exchange("GET", "/", port: plane.port).status == 500) }
            #expect(await plane.plane.health().count { $0.state == .ejected } == 1)
        }
    }

    @Test func `An instance that succeeds less often than the others is ejected`() async throws {
        let number = Counter()
        let flaky = try await FakeTarget.start { _ in
            number.add(1)
            return .text("flaky", status: number.value.isMultiple(of: 2) ? 500 : 200)
        }
        let others = [try await named("well"), try await named("well")]
        let outlier =
            "outlier: {consecutive_5xx: none, success_rate: {margin: 20%, requests: 5}, interval: 1s, ejection: 1h, longest: 1h}"
        let plane = try await Plane.start(monolith: "\(urls(flaky, others[0], others[1])), \(outlier)", workers: 2)
        try await with(plane) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await eventually("it is ejected", within: .seconds(30), every: .milliseconds(1)) {
                for _ in 0..<60 {
                    try await client.send(RawClient.message("GET", "/", port: plane.port))
                    _ = try await client.readAnswer()
                }
                return await plane.plane.health().contains { $0.state == .ejected }
            }
            let health = await plane.plane.health()
            #expect(health.first { $0.state == .ejected }?.instance.port == flaky.port)
            #expect(health.first { $0.state == .ejected }?.cause == "it succeeds less often than the others")
        }
    }
}
