import Testing

@testable import Routing

@Suite struct `The path that is matched is the path that is sent` {
    @Test(arguments: [
        ("/", "/"),
        ("/api/v1/orders", "/api/v1/orders"),
        ("/api/v1/orders/", "/api/v1/orders/"),
        ("//api///v1//", "/api/v1/"),
        ("/a/./b", "/a/b"),
        ("/a/../b", "/b"),
        ("/a//../b", "/b"),
        ("/a/b/..", "/a/"),
        ("/a/.", "/a/"),
        ("/..", "/"),
        ("/../../etc", "/etc"),
        ("/a/%2e%2E/b", "/b"),
        ("/a/%2e/b", "/a/b"),
        ("/a/.%2e/b", "/b"),
        ("/%61%70%69", "/api"),
        ("/%7euser", "/~user"),
        ("/a%3fb", "/a%3Fb"),
        ("/a%20b", "/a%20b"),
        ("/caf%c3%a9", "/caf%C3%A9"),
        ("/a{b}|[c]", "/a%7Bb%7D%7C%5Bc%5D"),
        ("/a...b/...", "/a...b/..."),
        ("/.well-known/x", "/.well-known/x"),
        ("/a%25%32%65", "/a%252e"),
        ("/@me:1,2=3&4'()*!$+", "/@me:1,2=3&4'()*!$+"),
    ])
    func `a spelling has one normal form`(_ written: String, _ normal: String) throws {
        #expect(try normalized(written) == normal)
        #expect(try normalized(normal) == normal)
    }

    @Test(arguments: [
        ("", RequestPath.Refusal.notAbsolute),
        ("api", .notAbsolute),
        ("*", .notAbsolute),
        ("/a%2fb", .encodedSlash),
        ("/a%2Fb", .encodedSlash),
        ("/a\\b", .backslash),
        ("/a%5cb", .backslash),
        ("/a%00", .control),
        ("/a\u{0}", .control),
        ("/a b", .control),
        ("/a%0a", .control),
        ("/a%7F", .control),
        ("/a\u{7f}", .control),
        ("/a%", .invalidEscape),
        ("/a%2", .invalidEscape),
        ("/a%zz", .invalidEscape),
        ("/a%+1", .invalidEscape),
        ("/caf\u{e9}", .nonASCII),
        ("/a#b", .fragment),
        ("/a;b=c", .semicolon),
        ("/%c0%ae%c0%ae/", .invalidUTF8),
        ("/%c0%af", .invalidUTF8),
        ("/%c3a%a9", .invalidUTF8),
        ("/%c3/%a9", .invalidUTF8),
        ("/%ff", .invalidUTF8),
        ("/%c3%41", .invalidUTF8),
        ("/%ed%a0%80", .invalidUTF8),
    ])
    func `what two servers may read in two ways is refused`(_ written: String, _ refusal: RequestPath.Refusal) {
        #expect(throws: refusal) { try normalized(written) }
    }

    private func normalized(_ path: String) throws -> String {
        let bytes = Array(path.utf8)
        let normal = try RequestPath.normalized(bytes.span) ?? bytes
        return String(decoding: normal, as: UTF8.self)
    }
}
