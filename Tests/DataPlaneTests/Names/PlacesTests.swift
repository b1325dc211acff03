@testable import DataPlane
import Dispatch
import Routing
import Synchronization
import TestSupport
import Testing

/// Where instances are: names with several addresses that change, Unix sockets, IPv6.
@Suite(.timeLimit(.minutes(patient(1))))
struct PlacesTests {
    /// Name servers as a test wants them.
    private final class Zone: Sendable {
        private let addresses: Mutex<[String]?>
        private let asked = Counter()

        init(_ addresses: [String]?) { self.addresses = Mutex(addresses) }

        var questions: Int { asked.value }

        func set(_ value: [String]?) { addresses.withLock { $0 = value } }

        @Sendable func lookup(_ name: String, _ servers: [NameServer]) -> NameAnswer? {
            asked.add(1)
            return addresses.withLock(\.self).map { NameAnswer($0) }
        }
    }

    @Test func `Every address of a name is an instance, and a new answer moves requests there`() async throws {
        let first = try await FakeTarget.start(host: "127.0.0.2") { _ in .text("first") }
        let second = try await FakeTarget.start(port: first.port, host: "127.0.0.3") { _ in .text("second") }
        let zone = Zone(["127.0.0.2"])
        let plane = try await Plane.start(
            monolith: "urls: [\"http://orders.test:\(first.port)\"], resolve: 100ms, breaker: none"
        ) { $0.lookup = zone.lookup }
        try await with(plane) { plane in
            try await eventually("the first address is known") {
                await plane.plane.health().map(\.instance.description) == ["127.0.0.2:\(first.port)"]
            }
            try await eventually("and used") {
                try await RawClient.exchange("GET", "/", port: plane.port).text == "first"
            }
            zone.set(["127.0.0.3", "127.0.0.2"])
            try await eventually("both are known") { await plane.plane.health().count == 2 }
            var answers: Set<String> = []
            for _ in 0..<4 { answers.insert(try await RawClient.exchange("GET", "/", port: plane.port).text) }
            #expect(answers == ["first", "second"])
            #expect(!second.requests.isEmpty)
            zone.set(["127.0.0.3"])
            try await eventually("one is gone") { await plane.plane.health().count == 1 }
            for _ in 0..<4 { #expect(try await RawClient.exchange("GET", "/", port: plane.port).text == "second") }
        }
    }

    private static let noAnswers: [[String]?] = [nil, []]

    @Test(arguments: noAnswers)
    func `While nobody can say the last addresses stay`(answer: [String]?) async throws {
        let target = try await FakeTarget.start(host: "127.0.0.2") { _ in .text("still there") }
        let zone = Zone(["127.0.0.2"])
        let plane = try await Plane.start(
            monolith: "urls: [\"http://orders.test:\(target.port)\"], resolve: 100ms"
        ) { $0.lookup = zone.lookup }
        try await with(plane) { plane in
            try await eventually("the address is known") {
                await plane.plane.health().map(\.instance.description) == ["127.0.0.2:\(target.port)"]
            }
            zone.set(answer)
            let before = zone.questions
            try await eventually("it was looked up again, twice") { zone.questions >= before + 2 }
            #expect(try await RawClient.exchange("GET", "/", port: plane.port).text == "still there")
        }
    }

    @Test func `A request waits for the first answer, and nobody else is asked`() async throws {
        let target = try await FakeTarget.start(host: "127.0.0.2") { _ in .text("found") }
        let zone = Zone(["127.0.0.2"])
        let answered = DispatchSemaphore(value: 0)
        defer { answered.signal() }
        let plane = try await Plane.start(
            monolith:
                "urls: [\"http://orders.test:\(target.port)\"], resolve: 1h, health: {path: /ready, unhealthy: 1}",
            gateway: "defaults: {timeouts: {connect: 20s, first_byte: 20s, total: 40s}}"
        ) {
            $0.lookup = { name, servers in
                answered.wait()
                return zone.lookup(name, servers)
            }
        }
        try await with(plane) { plane in
            var clients: [RawClient] = []
            for _ in 0..<5 {
                let client = try await RawClient.connect(port: plane.port)
                try await client.send(RawClient.message("GET", "/", port: plane.port))
                clients.append(client)
            }
            try await eventually("all wait") { await plane.plane.counters().exchangesInFlight == clients.count }
            answered.signal()
            for client in clients { #expect(try await client.readAnswer().text == "found") }
            #expect(zone.questions == 1)
        }
    }

    @Test func `Where nobody knows a name requests fail at once, and it is soon asked for again`() async throws {
        let target = try await FakeTarget.start(host: "127.0.0.2") { _ in .text("found") }
        let zone = Zone(nil)
        let plane = try await Plane.start(
            monolith: "urls: [\"http://orders.test:\(target.port)\"], resolve: 1h, breaker: none"
        ) { $0.lookup = zone.lookup }
        try await with(plane) { plane in
            let answer = try await RawClient.exchange("GET", "/", port: plane.port)
            #expect(answer.status == 503)
            #expect(answer.text.contains(#""reason":"connect_failed""#))
            zone.set(["127.0.0.2"])
            try await eventually("it is found") {
                try await RawClient.exchange("GET", "/", port: plane.port).text == "found"
            }
        }
    }

    @Test func `A connection under way outlives its address`() async throws {
        let latch = Latch()
        let target = try await FakeTarget.start(host: "127.0.0.2") { _ in FakeAnswer.text("done").after(latch) }
        let zone = Zone(["127.0.0.2"])
        let plane = try await Plane.start(
            monolith: "urls: [\"http://orders.test:\(target.port)\"], resolve: 100ms"
        ) { $0.lookup = zone.lookup }
        try await with(plane) { plane in
            try await eventually("the address is known") {
                await plane.plane.health().map(\.instance.description) == ["127.0.0.2:\(target.port)"]
            }
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("GET", "/", port: plane.port))
            try await eventually("it is asked") { !target.requests.isEmpty }
            zone.set(["127.0.0.3"])
            try await eventually("the address is gone") {
                await plane.plane.health().map(\.instance.description) == ["127.0.0.3:\(target.port)"]
            }
            latch.open()
            #expect(try await client.readAnswer().text == "done")
        }
    }

    @Test func `The system knows its own names`() {
        #expect(SystemLookup.addresses(of: "localhost")?.isEmpty == false)
        #expect(SystemLookup.addresses(of: "a..b") == nil)
    }

    @Test func `A Unix socket answers, and is probed`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("target.sock")
        let target = try await FakeTarget.start(socket: path) { .text("\($0["host"] ?? "none") \($0.path)") }
        let plane = try await Plane.start(
            monolith: "urls: [\"unix:\(path)\"], health: {path: /ready, interval: 20ms, timeout: 20s}")
        try await with(plane) { plane in
            let answer = try await RawClient.exchange(
                "GET", "/a", port: plane.port, fields: [("Host", "shop.example")])
            #expect(answer.text == "shop.example /a")
            try await eventually("it was probed") {
                target.requests.contains { $0.path == "/ready" && $0["host"] == "localhost" }
            }
            #expect(await plane.plane.health().map(\.instance.description) == ["unix:\(path)"])
            try await eventually("it is well") { await plane.plane.health().first?.state == .healthy }
        }
    }

    @Test func `A socket without a listener is a failed connection`() async throws {
        let folder = try TemporaryFolder()
        let plane = try await Plane.start(monolith: "urls: [\"unix:\(folder.path)/none.sock\"]")
        try await with(plane) { plane in
            let answer = try await RawClient.exchange("GET", "/", port: plane.port)
            #expect(answer.status == 503)
            #expect(answer.text.contains(#""reason":"connect_failed""#))
        }
    }

    @Test func `An IPv6 address answers`() async throws {
        guard let target = try? await FakeTarget.start(host: "::1", { _ in .text("six") }) else {
            // Machines without IPv6 have nothing to test here.
            return
        }
        let plane = try await Plane.start(monolith: "urls: [\"http://[::1]:\(target.port)\"]")
        try await with(plane) { plane in
            let answer = try await RawClient.exchange("GET", "/", port: plane.port)
            #expect(answer.text == "six")
        }
    }

    @Test func `A name stands for its addresses, each once, in every target that has it`() throws {
        let table = try Plane.table(
            monolith: #"urls: [{url: "http://a.test:1", weight: 2}, "http://b.test:1", "http://127.0.0.1:1"]"#)
        let target = table.targets[0]
        var places = Places()
        #expect(places.members(of: target) == target.members)
        places[Target.Instance(host: "a.test", port: 1)] = [
            Target.Instance(host: "10.0.0.1", port: 1), Target.Instance(host: "10.0.0.2", port: 1),
        ]
        places[Target.Instance(host: "b.test", port: 1)] = [Target.Instance(host: "10.0.0.2", port: 1)]
        #expect(
            places.members(of: target).map { "\($0.instance)*\($0.weight)" } == [
                "10.0.0.1:1*2", "10.0.0.2:1*2", "127.0.0.1:1*1",
            ])
        #expect(places.targets(of: table).count == 3)
    }
}
