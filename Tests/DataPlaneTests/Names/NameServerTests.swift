import NIOCore
import Routing
import TestSupport
import Testing

@testable import DataPlane

/// Name servers that are asked, and believed for as long as they say.
@Suite(.timeLimit(.minutes(patient(1))))
struct NameServerTests {
    private static func answer(_ reply: FakeNameServer.Reply, timeout: Duration = .seconds(5)) async throws
        -> NameAnswer?
    {
        let server = try await FakeNameServer.start { $0.type == 1 ? reply : .records([]) }
        return lookup("orders.test", server, timeout: timeout)
    }

    private static func lookup(_ name: String, _ servers: FakeNameServer..., timeout: Duration = .seconds(5))
        -> NameAnswer?
    {
        var resolver = ResolverFile(servers: servers.map { NameServer(host: "127.0.0.1", port: $0.port) })
        resolver.timeout = timeout
        resolver.attempts = 1
        return DNSClient(resolver).addresses(of: name)
    }

    @Test func `All addresses are found, and the shortest time counts`() async throws {
        let records: [FakeNameServer.Record] = [
            .a("orders.test", [127, 0, 0, 2], seconds: 60), .a("Orders.Test", [127, 0, 0, 3], seconds: 30),
            .a("other.test", [127, 0, 0, 9], seconds: 1),
        ]
        #expect(
            try await Self.answer(.records(records))
                == NameAnswer(["127.0.0.2", "127.0.0.3"], timeToLive: .seconds(30)))
    }

    @Test func `Another name leads on, and its time counts too`() async throws {
        let records: [FakeNameServer.Record] = [
            .a("c.test", [127, 0, 0, 2], seconds: 60), .cname("orders.test", "b.test", seconds: 50),
            .cname("b.test", "c.test", seconds: 7),
        ]
        #expect(try await Self.answer(.records(records)) == NameAnswer(["127.0.0.2"], timeToLive: .seconds(7)))
    }

    @Test func `Both families are asked for`() async throws {
        let server = try await FakeNameServer.start { question in
            let loopback = [UInt8](repeating: 0, count: 15) + [1]
            return .records([
                FakeNameServer.Record(
                    owner: question.name, type: question.type, seconds: 9,
                    data: question.type == 1 ? [127, 0, 0, 1] : loopback)
            ])
        }
        let found = try #require(Self.lookup("orders.test", server))
        #expect(found.addresses.first == "127.0.0.1")
        // A machine without IPv6 has no route there.
        #expect(found.addresses.count == 1 || found.addresses.last == "::1")
        #expect(server.questions.map(\.type) == [1, 28])
    }

    @Test func `What does not fit into a datagram is asked for over TCP`() async throws {
        let many = (0..<200).map { FakeNameServer.Record.a("orders.test", [127, 1, 0, UInt8($0)], seconds: 5) }
        let answer = try await Self.answer(.tooLong(many))
        #expect(answer?.addresses.count == NameService.limit)
        #expect(answer?.timeToLive == .seconds(5))
    }

    @Test func `What does not answer the question is not believed`() async throws {
        let answer = try await Self.answer(.forged([.a("orders.test", [127, 0, 0, 2], seconds: 60)]))
        #expect(answer?.addresses == ["127.0.0.2"])
    }

    private static let nothing: [FakeNameServer.Reply] = [
        .code(3), .code(2), .code(5), .records([]), .records([.cname("orders.test", "orders.test", seconds: 1)]),
        .records([FakeNameServer.Record(owner: "orders.test", type: 1, seconds: 1, data: [127, 0, 0])]),
    ]

    @Test(arguments: nothing)
    func `No address is no answer`(reply: FakeNameServer.Reply) async throws {
        #expect(try await Self.answer(reply) == nil)
    }

    @Test func `The next server is asked where one is silent or cannot say, and none where there is no such name`()
        async throws
    {
        let silent = try await FakeNameServer.start { _ in .silence }
        let broken = try await FakeNameServer.start { _ in .code(2) }
        let good = try await FakeNameServer.start { question in
            .records(question.type == 1 ? [.a("orders.test", [127, 0, 0, 2], seconds: 9)] : [])
        }
        let missing = try await FakeNameServer.start { _ in .code(3) }
        #expect(
            Self.lookup("orders.test", silent, broken, good, timeout: .seconds(3))?.addresses == ["127.0.0.2"])
        let before = good.questions.count
        #expect(Self.lookup("orders.test", missing, good) == nil)
        #expect(good.questions.count == before)
    }

    @Test func `An instance moves when the time of its address is over, whatever resolve says`() async throws {
        let first = try await FakeTarget.start(host: "127.0.0.2") { _ in .text("first") }
        let second = try await FakeTarget.start(port: first.port, host: "127.0.0.3") { _ in .text("second") }
        let server = try await FakeNameServer.start { question in
            .records(question.type == 1 ? [.a("orders.test", [127, 0, 0, 2], seconds: 0)] : [])
        }
        let table = try Self.table(server, port: first.port)
        var configuration = Configuration()
        configuration.port = 0
        configuration.workers = 1
        let plane = Plane(plane: try await DataPlane.start(configuration, table: table))
        try await with(plane) { plane in
            try await eventually("the first address is known") {
                await plane.plane.health().map(\.instance.description) == ["127.0.0.2:\(first.port)"]
            }
            #expect(try await RawClient.exchange("GET", "/", port: plane.port).text == "first")
            server.answer { question in
                .records(question.type == 1 ? [.a("orders.test", [127, 0, 0, 3], seconds: 0)] : [])
            }
            try await eventually("it has moved") {
                try await RawClient.exchange("GET", "/", port: plane.port).text == "second"
            }
            #expect(!second.requests.isEmpty)
            // Nobody can say any more: it stays where it is.
            server.answer { _ in .code(2) }
            let before = server.questions.count
            try await eventually("it was asked again") { server.questions.count > before }
            #expect(try await RawClient.exchange("GET", "/", port: plane.port).text == "second")
        }
    }

    private static func table(_ server: FakeNameServer, port: Int) throws -> RouteTable {
        let text = """
            apiVersion: ficus/v1
            kind: Gateway
            nameservers: ["127.0.0.1:\(server.port)"]
            defaults: {\(Plane.patience)}
            targets:
              monolith: {urls: ["http://orders.test:\(port)"], resolve: 1h, breaker: none}
            """
        let loading = Definition.load([SourceFile(name: "gateway.yaml", text: text)])
        return try #require(loading.definition, "\(String(describing: loading.errors))").compile(revision: 1)
    }

    @Test(
        arguments: [
            (0, 1), (1, 1), (30, 30), (300, 300), (86_400, 300), (Int64(Int32.max), 300),
        ] as [(Int64, Int64)])
    func `A time to live has bounds`(said: Int64, used: Int64) {
        #expect(NameWatch.period(.seconds(said)) == .seconds(used))
    }
}
