import Contract
import Testing

@Suite struct PasswordTests {
    @Test func `a hash is of its password alone, whoever verifies it at whatever cost`() async throws {
        let hash = try await PasswordHasher(cost: 5).hash("password123")
        #expect(hash.hasPrefix("$scrypt$ln=5,r=8,p=1$"))
        for cost in [4, 6] {
            let hasher = PasswordHasher(cost: cost)
            #expect(try await hasher.verify("password123", against: hash))
            #expect(try await !hasher.verify("password124", against: hash))
        }
    }

    @Test func `the same password is never hashed to the same text`() async throws {
        let hasher = PasswordHasher(cost: 4)
        #expect(try await hasher.hash("password123") != hasher.hash("password123"))
    }

    @Test(arguments: [
        nil, "", "password123", "$scrypt$ln=99,r=8,p=1$AAAA$AAAA", "$scrypt$ln=4,r=8,p=1$AAAA$", "$a$b$c$d",
    ])
    func `without a proper hash nothing is right`(hash: String?) async throws {
        #expect(try await !PasswordHasher(cost: 4).verify("password123", against: hash))
    }
}

@Suite struct TokenTests {
    private static func keys(_ ids: String...) throws -> KeySet {
        try #require(KeySet(ids.map { KeySet.Key(id: $0, secret: String(repeating: $0, count: 32)) }))
    }

    @Test func `a token says whose it is, on every side with the key`() async throws {
        let issuer = await Tokens(try Self.keys("a"))
        let other = await Tokens(try Self.keys("b", "a"))
        let token = try await issuer.issue(for: 17)
        #expect(await issuer.identity(of: token)?.clientID == 17)
        #expect(await other.identity(of: token)?.clientID == 17)
        #expect(await other.identity(of: token) == other.identity(of: token))
    }

    @Test func `a token of another key, a changed and an expired one are nobody's`() async throws {
        let tokens = await Tokens(try Self.keys("a"))
        let token = try await tokens.issue(for: 17)
        let stranger = await Tokens(try Self.keys("b"))
        #expect(await stranger.identity(of: token) == nil)
        #expect(await tokens.identity(of: token + "x") == nil)
        #expect(await tokens.identity(of: "") == nil)
        let later = Timestamp.now().adding(seconds: Tokens.lifetimeSeconds + 1)
        #expect(await tokens.identity(of: token) != nil)
        #expect(await tokens.identity(of: token, at: later) == nil)
    }

    @Test func `two tokens of one client are told apart`() async throws {
        let tokens = await Tokens(try Self.keys("a"))
        let first = await tokens.identity(of: try await tokens.issue(for: 1))
        let second = await tokens.identity(of: try await tokens.issue(for: 1))
        #expect(first?.tokenID != second?.tokenID)
    }

    @Test func `a key set needs a key, and keys need their length`() {
        #expect(KeySet([]) == nil)
        #expect(KeySet([KeySet.Key(id: "a", secret: "short")]) == nil)
    }

    @Test func `codes are six digits and belong to a client and a purpose`() throws {
        let keys = try Self.keys("a")
        let codes = (1...50).flatMap { id in
            [VerificationCode.email, .mfa].map { $0.code(for: id, keys) }
        }
        #expect(codes.allSatisfy { $0.utf8.count == 6 && $0.allSatisfy(\.isNumber) })
        #expect(Set(codes).count > 95)
    }
}
