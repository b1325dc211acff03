import Contract
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct ClientAPITests {
    @Test func `a client registers, logs in and sees itself`() async throws {
        try await Side.run { side in
            let created = try await side.api.register()
            #expect(created.status == 201)
            #expect(created["id"] == .integer(1))
            #expect(created["password_hash"] == nil)
            #expect(created.header("content-type") == "application/json; charset=utf-8")
            #expect(created.header("ficus-build") == "dev")
            #expect(created.header("ficus-position") == "monolith=1")
            let login = try await side.api.logIn(" TEST@example.com ")
            #expect(login.status == 200)
            let client = API(url: side.url, token: login["token"]?.stringValue)
            #expect(try await client.get("me").json == created.json)
            #expect(try await client.get("clients/1").json == created.json)
            #expect(try await client.send("HEAD", "me", nil).status == 200)
        }
    }

    @Test func `the same email twice is 422`() async throws {
        try await Side.run { side in
            _ = try await side.api.register()
            let again = try await side.api.register("Test@Example.com")
            #expect(again.status == 422)
            #expect(again.header("content-type") == "application/problem+json")
            #expect(again.errors == ["email: is already taken"])
            #expect(try await side.count("clients") == 1)
            #expect(try await side.count("outbox_events") == 1)
        }
    }

    @Test(arguments: [
        ("{}", ["client: is required"]), (#"{"client":1}"#, ["client: must be an object"]),
        (
            #"{"client":{}}"#,
            [
                "name: is required", "email: is required", "password: is required",
                "password_confirmation: is required",
            ]
        ),
        (
            #"{"client":{"name":" ","email":"a@b","password":"short","password_confirmation":"short"}}"#,
            [
                "name: must be 1 to 100 characters", "email: must be a valid email address",
                "password: must be 8 to 128 characters",
            ]
        ),
        (
            #"{"client":{"name":"a\u0000","email":"a\u0000@b.c","password":"password1","password_confirmation":"password2"}}"#,
            [
                "name: must be 1 to 100 characters", "email: must be a valid email address",
                "password_confirmation: must match password",
            ]
        ),
        (
            #"{"client":{"name":1,"email":null,"password":"password1","password_confirmation":true}}"#,
            ["name: must be a string", "email: is required", "password_confirmation: must be a string"]
        ),
    ])
    func `each field says what is wrong with it, in order`(body: String, errors: [String]) async throws {
        try await Side.run { side in
            let refused = try await side.api.send("POST", "clients", body)
            #expect(refused.status == 422)
            #expect(refused.errors == errors)
        }
    }

    @Test(arguments: ["", "[]", "{", "1", #"{"client":{},"client":{}}"#])
    func `a body that is no object is 400`(body: String) async throws {
        try await Side.run { side in
            let refused = try await side.api.send("POST", "clients", body)
            #expect(refused.status == 400)
            #expect(refused["type"] == "urn:brokerx:problem:malformed-json")
        }
    }

    @Test func `a body over 64 KiB is 413`() async throws {
        try await Side.run { side in
            let body = #"{"client":"\#(String(repeating: "a", count: 70_000))"}"#
            let refused = try await side.api.send("POST", "clients", body)
            #expect(refused.status == 413)
            #expect(refused["type"] == "urn:brokerx:problem:payload-too-large")
        }
    }

    @Test func `wrong credentials are all the same 401`() async throws {
        try await Side.run { side in
            _ = try await side.api.register()
            let wrong = try await side.api.logIn(password: "password124")
            #expect(wrong.status == 401)
            #expect(wrong["type"] == "urn:brokerx:problem:invalid-credentials")
            for email in ["nobody@example.com", "", "a\u{0}b"] {
                #expect(try await side.api.logIn(email).body == wrong.body)
            }
            #expect(
                try await side.api.post("auth/login", [:]).errors == ["email: is required", "password: is required"])
        }
    }

    @Test(arguments: ["me", "clients/1", "portfolio", "orders", "orders/1", "deposits", "transactions", "executions"])
    func `without a token there is 401`(path: String) async throws {
        try await Side.run { side in
            for token in [nil, "", "x", "a.b.c"] {
                let refused = try await API(url: side.url, token: token).get(path)
                #expect(refused.status == 401)
                #expect(refused.header("www-authenticate") == "Bearer")
                #expect(refused["type"] == "urn:brokerx:problem:unauthorized")
            }
        }
    }

    @Test func `a token that logged out is no longer good, another one is`() async throws {
        try await Side.run { side in
            let first = try await side.api.client()
            let second = API(url: side.url, token: try await side.api.logIn()["token"]?.stringValue)
            #expect(try await first.post("auth/logout").status == 204)
            for path in ["me", "portfolio", "orders"] { #expect(try await first.get(path).status == 401) }
            #expect(try await first.deposit("1.00").status == 401)
            #expect(try await second.get("me").status == 200)
        }
    }

    @Test func `a client changes what it names, and a changed email is unverified`() async throws {
        try await Side.run { side in
            let client = try await side.api.client()
            _ = try await side.api.register("other@example.com")
            let code = VerificationCode.email.code(for: 1, side.keys)
            let verify: JSON = ["email": "test@example.com", "code": .string(code)]
            #expect(try await side.api.post("clients/verify_email", verify)["email_verified"] == .bool(true))
            let same = try await client.send("PATCH", "clients/1", #"{"client":{"name":"Test"}}"#)
            #expect(same.json == (try await client.get("me").json))
            let renamed = try await client.send("PATCH", "clients/1", #"{"client":{"name":"New"}}"#)
            #expect(renamed["name"] == "New")
            #expect(renamed["email_verified"] == .bool(true))
            let taken = try await client.send("PATCH", "clients/1", #"{"client":{"email":"OTHER@example.com"}}"#)
            #expect(taken.errors == ["email: is already taken"])
            let moved = try await client.send("PATCH", "clients/1", #"{"client":{"email":"new@example.com"}}"#)
            #expect(moved["email_verified"] == .bool(false))
            let unconfirmed = try await client.send("PATCH", "clients/1", #"{"client":{"password":"password999"}}"#)
            #expect(unconfirmed.errors == ["password_confirmation: is required"])
            let password = #"{"client":{"password":"password999","password_confirmation":"password999"}}"#
            #expect(try await client.send("PATCH", "clients/1", password).status == 200)
            #expect(try await side.api.logIn("new@example.com", password: "password999").status == 200)
            #expect(try await side.api.logIn("new@example.com").status == 401)
        }
    }

    @Test func `a client that is gone is gone everywhere, and its email is free`() async throws {
        try await Side.run { side in
            let client = try await side.api.client()
            #expect(try await client.send("DELETE", "clients/1", nil).status == 204)
            for path in ["me", "clients/1", "portfolio"] { #expect(try await client.get(path).status == 401) }
            #expect(try await side.api.logIn().status == 401)
            #expect(try await side.api.register()["id"] == .integer(2))
        }
    }

    @Test func `nobody reads another client's data`() async throws {
        try await Side.run { side in
            let owner = try await side.api.client(deposit: "1000.00")
            let other = try await side.api.client("other@example.com")
            let order = try await owner.order("buy", "BRKX", 1, limit: "9.00")
            #expect(order.status == 201)
            for path in ["clients/1", "portfolios/1", "orders/1", "orders/99", "clients/01", "clients/x", "clients/-1"]
            {
                #expect(try await other.get(path).status == 404)
            }
            #expect(try await other.post("orders/1/cancel").status == 404)
            #expect(try await other.post("orders/1/replace", ["quantity": .integer(1)]).status == 404)
            #expect(try await other.send("PATCH", "clients/1", #"{"client":{"name":"Mine"}}"#).status == 404)
            #expect(try await other.send("DELETE", "clients/1", nil).status == 404)
            for list in ["orders", "deposits", "withdrawals", "transactions", "executions"] {
                #expect(try await other.get(list)[list] == .array([]))
            }
            #expect(try await owner.get("orders/1").json == order.json)
        }
    }

    @Test func `codes verify, wrong ones do not`() async throws {
        try await Side.run { side in
            let client = try await side.api.client()
            let email = VerificationCode.email.code(for: 1, side.keys)
            let mfa = VerificationCode.mfa.code(for: 1, side.keys)
            let wrong = try await client.post("auth/verify_mfa", ["code": .string(email)])
            #expect(wrong.errors == ["code: is wrong"])
            let verified = try await client.post("auth/verify_mfa", ["code": .string(mfa)])
            #expect(verified.body == #"{"client_id":1,"mfa_verified":true}"#)
            #expect(try await client.get("me")["mfa_verified"] == .bool(true))
            for body: JSON in [
                ["email": "nobody@example.com", "code": .string(email)],
                ["email": "test@example.com", "code": "000000x"],
            ] {
                #expect(try await side.api.post("clients/verify_email", body).errors == ["code: is wrong"])
            }
            let body: JSON = ["email": "test@example.com", "code": .string(email)]
            let first = try await side.api.post("clients/verify_email", body)
            #expect(first["email_verified"] == .bool(true))
            #expect(try await side.api.post("clients/verify_email", body).json == first.json)
        }
    }
}
