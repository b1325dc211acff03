import Testing

@testable import Routing

@Suite struct `A value means what it says, with its unit` {
    @Test(arguments: [
        ("250ms", 250), ("3s", 3_000), ("1.5s", 1_500), ("10m", 600_000), ("1h", 3_600_000), ("24h", 86_400_000),
    ])
    func `a duration`(_ text: String, _ milliseconds: Int) throws {
        #expect(try Quantity.duration(text) == .milliseconds(milliseconds))
    }

    @Test(arguments: [
        ("10", Diagnostic.Code.missingUnit), ("10 s", .invalidDuration), ("s", .invalidDuration),
        ("", .invalidDuration),
        ("-1s", .invalidDuration), ("1.s", .invalidDuration), (".5s", .invalidDuration), ("1..5s", .invalidDuration),
        ("0.5ms", .invalidDuration), ("0ms", .outOfRange), ("25h", .outOfRange), ("1d", .invalidDuration),
        ("99999999999999999999s", .invalidDuration), ("9223372036854775807h", .outOfRange),
        ("1.0000000001s", .invalidDuration), ("1S", .invalidDuration), ("1e3ms", .invalidDuration),
    ])
    func `no duration`(_ text: String, _ code: Diagnostic.Code) {
        #expect(code == problem { () throws(ScalarProblem) in _ = try Quantity.duration(text) })
    }

    @Test(arguments: [
        ("0B", 0), ("512B", 512), ("64KiB", 65_536), ("1MiB", 1_048_576), ("1.5KiB", 1_536), ("1GiB", 1 << 30),
        ("1kB", 1_000), ("2MB", 2_000_000), ("1GB", 1_000_000_000),
    ])
    func `a size`(_ text: String, _ bytes: Int) throws {
        #expect(try Quantity.bytes(text) == bytes)
    }

    @Test(arguments: [
        ("100", Diagnostic.Code.missingUnit), ("1M", .invalidSize), ("1mib", .invalidSize), ("0.3B", .invalidSize),
        ("2000GiB", .outOfRange),
    ])
    func `no size`(_ text: String, _ code: Diagnostic.Code) {
        #expect(code == problem { () throws(ScalarProblem) in _ = try Quantity.bytes(text) })
    }

    @Test(arguments: [
        ("0%", 0), ("0.02%", 200), ("5%", 50_000), ("100%", 1_000_000), ("0.0001%", 1), ("99.9%", 999_000),
    ])
    func `a share`(_ text: String, _ millionths: UInt32) throws {
        let share = try Quantity.share(text)
        #expect(share.partsPerMillion == millionths)
        #expect(share.description == text)
    }

    @Test(arguments: [
        ("5", Diagnostic.Code.missingUnit), ("101%", .outOfRange), ("0.00001%", .invalidShare), ("-1%", .invalidShare),
        ("5 %", .invalidShare),
    ])
    func `no share`(_ text: String, _ code: Diagnostic.Code) {
        #expect(code == problem { () throws(ScalarProblem) in _ = try Quantity.share(text) })
    }

    @Test(arguments: [
        ("http://127.0.0.1:3000", "127.0.0.1:3000"), ("http://localhost", "localhost:80"),
        ("http://orders_1.svc:8080/", "orders_1.svc:8080"), ("http://[::1]:3000", "[::1]:3000"),
        ("http://[2001:db8::17]", "[2001:db8::17]:80"),
    ])
    func `the address of an instance`(_ text: String, _ instance: String) throws {
        #expect(try Address.instance(text).description == instance)
    }

    @Test(arguments: [
        "127.0.0.1:3000", "http://", "http://:80", "http://a:0", "http://a:65536", "http://a:+80", "http://a/b",
        "http://a?b", "http://user@a", "http://[::1", "http://[::g]:1", "http://a b", "http://-a", "http://a..b",
        "http://256.1.1.1", "http://1.2.3", "http://01.2.3.4", "ftp://a",
    ])
    func `no address of an instance`(_ text: String) {
        #expect(.invalidURL == problem { () throws(ScalarProblem) in _ = try Address.instance(text) })
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.0.0.0/8"), ("127.0.0.1", "127.0.0.1/32"), ("0.0.0.0/0", "0.0.0.0/0"),
        ("::1", "0:0:0:0:0:0:0:1/128"), ("fd00::/8", "fd00:0:0:0:0:0:0:0/8"),
        ("::ffff:1.2.3.4", "0:0:0:0:0:ffff:102:304/128"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8/128"),
    ])
    func `a block of addresses`(_ text: String, _ block: String) throws {
        #expect(try Address.block(text).description == block)
    }

    @Test(arguments: [
        "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.1/8", "10.0.0", "10.0.0.0.0", "010.0.0.0/8", "::/129", ":::", "1::2::3",
        "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "fd00::1/8", "12345::", "1.2.3.4::", "localhost", "",
    ])
    func `no block of addresses`(_ text: String) {
        #expect(.invalidCIDR == problem { () throws(ScalarProblem) in _ = try Address.block(text) })
    }

    @Test(arguments: ["/a", "/a/b", "/items/*/id", "/a~0b/~1", "/", "/a b"])
    func `a JSON pointer`(_ text: String) throws {
        #expect(try Word.pointer(text) == text)
    }

    @Test(arguments: ["", "a", "a/b", "/a~", "/a~2", "$.a"])
    func `no JSON pointer`(_ text: String) {
        #expect(.invalidPointer == problem { () throws(ScalarProblem) in _ = try Word.pointer(text) })
    }

    @Test(arguments: [
        "on", "off", "Yes", "no", "y", "N", "1:30", "12:30:45", "010", "00", "0x1F", "0o17", "1_000", "1e3", ".5", "+1",
        ".inf", ".NaN",
    ])
    func `YAML would read something else`(_ text: String) {
        #expect(YAMLTrap(text) != nil)
    }

    @Test(arguments: [
        "true", "false", "0", "10", "1.5", "250ms", "0.1%", "5xx", "GET /a", "10.0.0.0/8", "::1", "3003", "none",
        "2026-01-01", "0B", "0%", "-1", "e3", "1MiB", "a:b",
    ])
    func `YAML reads what stands there`(_ text: String) {
        #expect(YAMLTrap(text) == nil)
    }

    private func problem(_ body: () throws(ScalarProblem) -> Void) -> Diagnostic.Code? {
        do {
            try body()
            return nil
        } catch {
            return error.code
        }
    }
}
