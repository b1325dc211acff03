import DataPlane
import TestSupport
import Testing

/// Who is believed about clients: the peers of `trusted_proxies`, by the address they come from.
@Suite(.timeLimit(.minutes(patient(1))))
struct TrustTests {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1", #"["127.0.0.0/8"]"#, "9.9.9.9, 127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", "[10.0.0.0/8]", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", "[]", "127.0.0.1"),
        ("::1", "::1", #"["::1"]"#, "9.9.9.9, ::1"),
        ("::1", "::1", "[127.0.0.0/8]", "::1"),
        // An IPv4 peer of a socket for both is what it is, not a mapped address.
        ("::", "127.0.0.1", "[127.0.0.0/8]", "9.9.9.9, 127.0.0.1"),
        ("::", "127.0.0.1", #"["::1"]"#, "127.0.0.1"),
        ("::", "127.0.0.1", #"["::ffff:127.0.0.0/104"]"#, "9.9.9.9, 127.0.0.1"),
    ])
    func `A peer is believed by its address`(
        listening: String, connecting: String, trusted: String, seen: String
    ) async throws {
        let target = try await FakeTarget.start()
        let plane = try await Plane.start(
            targets: ["monolith": [target.port]], gateway: "trusted_proxies: \(trusted)"
        ) { $0.host = listening }
        try await with(plane) { plane in
            let client = try await RawClient.connect(port: plane.port, host: connecting)
            try await client.send(ConformanceCase.get("X-Forwarded-For: 9.9.9.9", "X-Request-Id: theirs"))
            #expect(try await client.readAnswer().status == 200)
            let request = try #require(target.requests.first)
            #expect(request["X-Forwarded-For"] == seen)
            #expect((request["X-Request-Id"] == "theirs") == seen.contains(","))
            let node = connecting.contains(":") ? #"for="[\#(connecting)]""# : "for=\(connecting)"
            #expect(request["Forwarded"]?.contains(node) == true)
        }
    }

    @Test func `A new table says who is believed on connections that are open`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let client = try await RawClient.connect(port: plane.port)
            for (trusted, seen) in [("[127.0.0.0/8]", "9.9.9.9, 127.0.0.1"), ("[]", "127.0.0.1")] {
                let table = try Plane.table(
                    targets: ["monolith": [target.port]], gateway: "trusted_proxies: \(trusted)", revision: 2)
                await plane.plane.publish(table)
                try await client.send(ConformanceCase.get("X-Forwarded-For: 9.9.9.9"))
                #expect(try await client.readAnswer().status == 200)
                #expect(target.requests.last?["X-Forwarded-For"] == seen)
            }
        }
    }
}
