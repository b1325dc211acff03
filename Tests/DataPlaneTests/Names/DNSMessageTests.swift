import Routing
import Testing

@testable import DataPlane

/// Messages of the domain name system, and files that say whom to ask.
@Suite struct DNSMessageTests {
    private static func question() throws -> DNSQuestion {
        DNSQuestion(id: 0x1234, name: try #require(DNSName("Orders.Example")), type: .a)
    }

    private static let name: [UInt8] = [6] + Array("orders".utf8) + [7] + Array("example".utf8) + [0]

    private static func answer(
        id: UInt16 = 0x1234, flags: UInt16 = 0x8180, name: [UInt8] = Self.name, type: UInt16 = 1, _ records: [[UInt8]]
    ) -> [UInt8] {
        words(id, flags, 1, UInt16(records.count), 0, 0) + name + words(type, 1) + records.flatMap(\.self)
    }

    /// An address of the name that stands in the question.
    private static func address(_ octets: [UInt8], seconds: UInt16 = 60, pointer: UInt16 = 0xC00C) -> [UInt8] {
        words(pointer, 1, 1, 0, seconds, UInt16(octets.count)) + octets
    }

    @Test func `A question is one name, one type, and the wish for recursion`() throws {
        #expect(try Self.question().message == words(0x1234, 0x0100, 1, 0, 0, 0) + Self.name + words(1, 1))
    }

    @Test(arguments: ["", ".", "a..b", ".a", String(repeating: "a", count: 64), String(repeating: "a.", count: 128)])
    func `What is no name is not asked for`(text: String) {
        #expect(DNSName(text) == nil)
    }

    @Test func `An answer points back to names that it has said`() throws {
        let message = Self.answer([Self.address([10, 0, 0, 1]), Self.address([10, 0, 0, 2], seconds: 5)])
        #expect(
            try DNSAnswer(message, to: Self.question()) == .addresses([[10, 0, 0, 1], [10, 0, 0, 2]], seconds: 5))
    }

    @Test func `Times with the highest bit are none`() throws {
        let record = words(0xC00C, 1, 1, 0x8000, 1, 4) + [10, 0, 0, 1]
        #expect(try DNSAnswer(Self.answer([record]), to: Self.question()) == .addresses([[10, 0, 0, 1]], seconds: 0))
    }

    @Test func `Another id, name, type or a question is no answer`() throws {
        let record = Self.address([10, 0, 0, 1])
        for message in [
            Self.answer(id: 0x1235, [record]), Self.answer(flags: 0x0100, [record]), Self.answer(type: 28, [record]),
            Self.answer(name: [1, 97, 0], [record]), Array(Self.answer([record]).prefix(11)), [],
        ] {
            #expect(try DNSAnswer(message, to: Self.question()) == nil)
        }
    }

    @Test(
        arguments: [
            // To itself, forward, out of the message, and a length of no kind.
            [0xC0, 0x20], [0xC0, 0x22], [0xFF, 0xFF], [0x80, 0x01], [0x40, 0x01], [0xC0],
        ] as [[UInt8]])
    func `Names that lead nowhere are refused`(name: [UInt8]) throws {
        let message = Self.answer([name + words(1, 1, 0, 60, 4) + [10, 0, 0, 1]])
        #expect(try DNSAnswer(message, to: Self.question()) == .failed)
    }

    @Test func `A name in a circle ends`() throws {
        let alias = words(0xC00C, 5, 1, 0, 60, 2, 0xC00C)
        #expect(try DNSAnswer(Self.answer([alias]), to: Self.question()) == .failed)
    }

    /// No bytes of a name server end the process: this test would end with it.
    @Test func `Broken messages are survived`() throws {
        let question = try Self.question()
        let message = Self.answer([Self.address([10, 0, 0, 1]), words(0xC00C, 5, 1, 0, 60, 2, 0xC013)])
        var random: UInt64 = 7
        func next(_ bound: Int) -> Int {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(random >> 33) % bound
        }
        for _ in 0..<20_000 {
            var broken = message
            for _ in 0...next(4) { broken[next(broken.count)] = UInt8(next(256)) }
            if next(3) == 0 { broken.removeLast(next(broken.count)) }
            _ = DNSAnswer(broken, to: question)
        }
    }

    @Test func `resolv.conf says whom to ask, and what a short name stands for`() {
        let file = ResolverFile(
            """
            # a comment
            nameserver 10.0.0.2   ; first
            nameserver fd00::2
            search prod.example example
            options ndots:2 timeout:30 attempts:0 rotate
            nameserver 10.0.0.3
            nameserver 10.0.0.4
            """)
        #expect(file.servers.map(\.description) == ["10.0.0.2:53", "[fd00::2]:53", "10.0.0.3:53"])
        #expect(file.timeout == .seconds(5))
        #expect(file.attempts == 1)
        #expect(file.candidates(for: "orders") == ["orders.prod.example", "orders.example", "orders"])
        #expect(file.candidates(for: "orders.a.b") == ["orders.a.b", "orders.a.b.prod.example", "orders.a.b.example"])
        #expect(file.candidates(for: "orders.") == ["orders."])
    }

    @Test func `hosts has names after their address`() {
        let text = "127.0.0.1 localhost\n10.0.0.1\torders.test Orders # shop\n#10.0.0.2 old\n"
        #expect(HostsFile.names("orders", in: text))
        #expect(HostsFile.names("ORDERS.test", in: text))
        for name in ["10.0.0.1", "shop", "old", "order"] { #expect(!HostsFile.names(name, in: text)) }
    }
}
