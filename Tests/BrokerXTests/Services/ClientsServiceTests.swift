import Contract
import Testing
import TestSupport

@Suite(.timeLimit(.minutes(1)))
struct ClientsServiceTests {
    private static let registration =
        #"{"client":{"name":" Ada ","email":"Ada@Example.com ","password":"password123","password_confirmation":"password123"}}"#

    private func post(_ cluster: Cluster, _ path: String, _ body: String) async throws -> RawAnswer {
        try await RawClient.exchange("POST", "/api/v1" + path, port: cluster.clients.port, body: body)
    }

    private func logIn(_ cluster: Cluster) async throws -> Trader {
        let answer = try await post(
            cluster, "/auth/login", #"{"email":" ADA@example.com","password":"password123"}"#)
        #expect(answer.status == 200)
        return Trader(
            cluster: cluster, id: try #require(answer.json["client_id"]?.integerValue),
            token: try #require(answer.json["token"]?.stringValue))
    }

    @Test func `A client registers, verifies, changes, logs out and leaves`() async throws {
        try await Cluster.run { cluster in
            let registered = try await post(cluster, "/clients", Self.registration)
            #expect(registered.status == 201)
            #expect(registered.json["id"] == .integer(Counters.firstOfService))
            #expect(registered.json["email"] == "ada@example.com")
            let ada = try await logIn(cluster)
            #expect(try await ada.send(cluster.clients, "GET", "/me").text == registered.text)
            #expect(try await ada.send(cluster.clients, "GET", "/clients/\(ada.id)").text == registered.text)
            #expect(try await ada.send(cluster.clients, "GET", "/clients/7").status == 404)

            let mail = VerificationCode.email.code(for: ada.id, Cluster.keys)
            let verified = try await post(
                cluster, "/clients/verify_email", #"{"email":"ada@example.com","code":"\#(mail)"}"#)
            #expect(verified.json["email_verified"] == .bool(true))
            let mfa = VerificationCode.mfa.code(for: ada.id, Cluster.keys)
            let second = try await ada.send(cluster.clients, "POST", "/auth/verify_mfa", #"{"code":"\#(mfa)"}"#)
            #expect(second.text == #"{"client_id":1000000000,"mfa_verified":true}"#)

            let renamed = try await ada.send(
                cluster.clients, "PATCH", "/clients/\(ada.id)", #"{"client":{"name":"Ada L."}}"#)
            #expect(renamed.json["name"] == "Ada L.")
            let same = try await ada.send(cluster.clients, "PATCH", "/clients/\(ada.id)", #"{"client":{}}"#)
            #expect(same.text == renamed.text)

            #expect(try await ada.send(cluster.clients, "POST", "/auth/logout").status == 204)
            #expect(try await ada.send(cluster.clients, "GET", "/me").status == 401)
            let again = try await logIn(cluster)
            #expect(try await again.send(cluster.clients, "DELETE", "/clients/\(ada.id)").status == 204)
            #expect(try await again.send(cluster.clients, "GET", "/me").status == 401)
            #expect(try await post(cluster, "/clients", Self.registration).status == 201)
        }
    }

    @Test func `A token that logged out is refused by the other services too`() async throws {
        try await Cluster.run { cluster in
            _ = try await post(cluster, "/clients", Self.registration)
            let ada = try await logIn(cluster)
            #expect(try await ada.send(cluster.orders[0], "GET", "/orders").status == 200)
            #expect(try await ada.send(cluster.clients, "POST", "/auth/logout").status == 204)
            try await eventually("orders and portfolios know") {
                let answers = [
                    try await ada.send(cluster.orders[0], "GET", "/orders"),
                    try await ada.send(cluster.portfolios, "GET", "/portfolio"),
                ]
                return answers.allSatisfy { $0.status == 401 }
            }
        }
    }

    @Test func `What is wrong with a registration is told in the order of the fields`() async throws {
        try await Cluster.run { cluster in
            _ = try await post(cluster, "/clients", Self.registration)
            let wrong =
                #"{"client":{"name":" ","email":"ada@example.com","password":"short","password_confirmation":1}}"#
            let answer = try await post(cluster, "/clients", wrong)
            #expect(answer.status == 422)
            #expect(
                answer.json["errors"]?.text
                    == #"[{"field":"name","message":"must be 1 to 100 characters"},{"field":"email","message":"is already taken"},{"field":"password","message":"must be 8 to 128 characters"},{"field":"password_confirmation","message":"must be a string"}]"#
            )
            #expect(try await post(cluster, "/clients", "[]").status == 400)
            #expect(
                try await post(cluster, "/auth/login", #"{"email":"x@y.zz","password":"password123"}"#).status == 401)
        }
    }

    @Test(arguments: [
        "ada", "@example.com", "ada@example", "a@b@c.de", "ada@.com", "ada@example..com", "ada@exam ple.com",
        "adä@example.com",
    ])
    func `An email address that is none is refused`(_ email: String) async throws {
        try await Cluster.run { cluster in
            let body =
                #"{"client":{"name":"A","email":"\#(email)","password":"password123","password_confirmation":"password123"}}"#
            let answer = try await post(cluster, "/clients", body)
            #expect(answer.json["errors"]?.text == #"[{"field":"email","message":"must be a valid email address"}]"#)
        }
    }
}
