import Routing
import Testing

@Suite struct LimitsTests {
    private static let table = """
        apiVersion: ficus/v1
        kind: RouteTable
        routes:
          a: {match: GET /a}
          b: {match: GET /b, limits: {body: 2MiB}}
          c: {match: GET /c, limits: {body: none, answer_rate: none}}
        """

    private static func load(_ limits: String) -> Loading {
        Definition.load([SourceFile(name: "t.yaml", text: "\(Tables.gateway)\nlimits: {\(limits)}\n---\n\(table)")])
    }

    @Test func `every limit can be written`() throws {
        let definition = try #require(
            Self.load(
                """
                head: 16KiB, request_line: 4KiB, fields: 64, head_timeout: 2s, body: 1MiB, body_rate: 1KiB/s,
                rate_grace: 3s, answer_rate: 100B/s, idle: 20s, write_timeout: 7s, requests_per_connection: 5,
                connections: 1000, connections_per_address: 10
                """
            ).definition)
        let limits = definition.gateway.limits
        #expect(limits.head == 16 << 10)
        #expect(limits.requestLine == 4 << 10)
        #expect(limits.fields == 64)
        #expect(limits.headTimeout == .seconds(2))
        #expect(limits.messages.body == 1 << 20)
        #expect(limits.bodyRate == 1 << 10)
        #expect(limits.rateGrace == .seconds(3))
        #expect(limits.messages.answerRate == 100)
        #expect(limits.idle == .seconds(20))
        #expect(limits.writeTimeout == .seconds(7))
        #expect(limits.requestsPerConnection == 5)
        #expect(limits.connections == 1_000)
        #expect(limits.connectionsPerAddress == 10)
    }

    @Test func `a route has the limits of the gateway where it says nothing`() throws {
        let definition = try #require(Self.load("body: 1MiB, answer_rate: 100B/s").definition)
        #expect(definition.routes.map(\.limits.body) == [1 << 20, 2 << 20, nil])
        #expect(definition.routes.map(\.limits.answerRate) == [100, 100, nil])
    }

    @Test func `none takes a limit away`() throws {
        let definition = try #require(
            Self.load("body: none, body_rate: none, requests_per_connection: none, connections_per_address: none")
                .definition)
        let limits = definition.gateway.limits
        #expect(limits.messages.body == nil)
        #expect(limits.bodyRate == nil)
        #expect(limits.requestsPerConnection == nil)
        #expect(limits.connectionsPerAddress == nil)
    }

    @Test(arguments: [
        ("body_rate: 240", Diagnostic.Code.missingUnit), ("body_rate: 240B", .invalidSize),
        ("body_rate: 0B/s", .outOfRange), ("body: 10", .missingUnit), ("connections: 0", .outOfRange),
        ("connections: none", .invalidNumber), ("head_timeout: 5", .missingUnit), ("idle: 0s", .outOfRange),
        ("write_timeout: none", .invalidDuration), ("bodi: 1MiB", .unknownKey),
        ("requests_per_connection: 0", .outOfRange), ("connections_per_address: 1KiB", .invalidNumber),
    ])
    func `a limit that means nothing is refused`(_ limit: String, code: Diagnostic.Code) {
        #expect(Self.load(limit).errors.map(\.code) == [code])
    }

    @Test(arguments: ["body: 1MiB", "answer_rate: 1KiB/s", "connections: 5", "write_timeout: 1s", "body_rate: none"])
    func `a change of a limit is a change of the definition`(_ limit: String) throws {
        let before = try #require(Self.load("").definition)
        let after = try #require(Self.load(limit).definition)
        #expect(before.canonicalText != after.canonicalText)
        #expect(before.routes.map(\.canonicalText) == after.routes.map(\.canonicalText))
    }
}
