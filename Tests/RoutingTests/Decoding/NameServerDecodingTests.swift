import Routing
import Testing

@Suite struct NameServerDecodingTests {
    private static func load(_ servers: String) -> Loading {
        Definition.load([SourceFile(name: "t.yaml", text: "\(Tables.gateway)\nnameservers: [\(servers)]")])
    }

    @Test(arguments: [
        ("10.0.0.2", "10.0.0.2:53"), ("10.0.0.2:80", "10.0.0.2:80"), ("fd00::2", "[fd00::2]:53"),
        ("[fd00::2]", "[fd00::2]:53"), ("[fd00::2]:5353", "[fd00::2]:5353"),
    ])
    func `a name server is an address`(_ text: String, _ server: String) throws {
        let definition = try #require(Self.load("\"\(text)\"").definition)
        #expect(definition.gateway.nameServers.map(\.description) == [server])
    }

    @Test(arguments: [
        "dns.example", "10.0.0", "10.0.0.2:", "10.0.0.2:0", "10.0.0.2:65536", "10.0.0.2:+53", "[10.0.0.2]", "fd00::g",
        "[fd00::2", "fd00::2]:53", "http://10.0.0.2", "10.0.0.2/", "", "[fd00::2]53",
    ])
    func `nothing else is`(_ text: String) {
        #expect(Self.load("\"\(text)\"").errors.map(\.code) == [.invalidNameServer])
    }
}
