import DataPlane
import TestSupport
import Testing

/// `proxy_protocol: true`: trusted peers say first whose connection it is; nobody else does.
@Suite(.timeLimit(.minutes(patient(1))))
struct ProxyProtocolTests {
    private static let line = "PROXY TCP4 203.0.113.7 198.51.100.1 4711 80\r\n"

    private static func plane(_ target: FakeTarget, trusted: String = "[127.0.0.0/8]") async throws -> Plane {
        try await Plane.start(
            targets: ["monolith": [target.port]],
            gateway: "proxy_protocol: true\ntrusted_proxies: \(trusted)\nlimits: {head_timeout: 1m}")
    }

    @Test(arguments: [1, 7, 1_000])
    func `The client is who the header names, for all requests of the connection`(piece: Int) async throws {
        let target = try await FakeTarget.start { .text($0.path) }
        try await with(try await Self.plane(target)) { plane in
            let client = try await RawClient.connect(port: plane.port)
            let bytes = octets(
                Self.line + ConformanceCase.get("X-Forwarded-For: 9.9.9.9", target: "/1")
                    + ConformanceCase.get(target: "/2"))
            for start in stride(from: 0, to: bytes.count, by: piece) {
                try await client.send(Array(bytes[start..<min(start + piece, bytes.count)]))
            }
            #expect(try await client.readAnswer().text == "/1")
            #expect(try await client.readAnswer().text == "/2")
            #expect(target.requests.map { $0["X-Forwarded-For"] } == ["203.0.113.7", "203.0.113.7"])
            #expect(target.requests.first?["Forwarded"]?.contains("for=203.0.113.7;") == true)
        }
    }

    @Test func `A trusted client behind a trusted peer is believed`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Self.plane(target, trusted: "[127.0.0.0/8, 203.0.113.0/24]")) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(Self.line + ConformanceCase.get("X-Forwarded-For: 9.9.9.9"))
            #expect(try await client.readAnswer().status == 200)
            #expect(target.requests.first?["X-Forwarded-For"] == "9.9.9.9, 203.0.113.7")
        }
    }

    @Test func `A load balancer that speaks for itself stays who it is`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Self.plane(target)) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send([13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10, 0x20, 0, 0, 0])
            try await client.send(ConformanceCase.get())
            #expect(try await client.readAnswer().status == 200)
            #expect(target.requests.first?["X-Forwarded-For"] == "127.0.0.1")
        }
    }

    @Test func `Connections are counted for the client, not for the load balancer`() async throws {
        let target = try await FakeTarget.start()
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]],
            gateway: "proxy_protocol: true\nlimits: {connections_per_address: 2}")
        try await with(plane) { plane in
            func connect(_ address: String) async throws -> RawClient {
                let client = try await RawClient.connect(port: plane.port)
                try await client.send("PROXY TCP4 \(address) 198.51.100.1 4711 80\r\n" + ConformanceCase.get())
                return client
            }
            var open: [RawClient] = []
            // Three clients, one after the other as often as each may.
            for address in ["203.0.113.7", "203.0.113.8", "203.0.113.9", "203.0.113.7", "203.0.113.8"] {
                open.append(try await connect(address))
                #expect(try await open.last?.readAnswer().status == 200)
            }
            let oneTooMany = try await connect("203.0.113.7")
            let refusal = try await oneTooMany.readAnswer()
            #expect(refusal.status == 429)
            #expect(refusal["Retry-After"] != nil)
            #expect(try await oneTooMany.readToEnd().isEmpty)
            #expect(target.requests.count == 5)
            // Whoever leaves makes room for the same client.
            await open[0].close()
            try await eventually("there is room again") {
                let client = try await connect("203.0.113.7")
                return try await client.readAnswer().status == 200
            }
        }
    }

    @Test(arguments: [
        ("[127.0.0.0/8]", ""), ("[127.0.0.0/8]", "PROXY TCP4 x y 1 2\r\n"), ("[127.0.0.0/8]", line + line),
        ("[]", line), ("[10.0.0.0/8]", line),
    ])
    func `What is missing, wrong, repeated or from a stranger is refused`(trusted: String, header: String) async throws
    {
        let target = try await FakeTarget.start()
        try await with(try await Self.plane(target, trusted: trusted)) { plane in
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(header + ConformanceCase.get())
            #expect(try await client.readAnswer().status == 400)
            #expect(try await client.readToEnd().isEmpty)
            #expect(target.receivedBytes == 0)
        }
    }

    @Test func `A stranger asks without a header`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Self.plane(target, trusted: "[]")) { plane in
            let answer = try await RawClient.exchange("GET", "/", port: plane.port)
            #expect(answer.status == 200)
        }
    }
}
