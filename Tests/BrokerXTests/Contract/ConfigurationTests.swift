import ArgumentParser
import Contract
import Testing

@Suite struct ConfigurationTests {
    private static func configuration(
        _ arguments: [String], environment: [String: String] = [:]
    ) throws -> HostConfiguration {
        try HostConfiguration(
            service: "orders", port: 3003, faults: ["orders.rounding"], HostOptions.parse(arguments),
            environment: environment)
    }

    @Test func `defaults, environment and flags, the last wins`() throws {
        let plain = try Self.configuration([])
        #expect(plain.port == 3003)
        #expect(plain.database == "brokerx-orders.sqlite")
        #expect(plain.build == "dev")
        let environment = ["BROKERX_PORT": "4000", "BROKERX_BUILD": "7", "BROKERX_FAULT": "slow,orders.rounding"]
        let mixed = try Self.configuration(["--port", "5000"], environment: environment)
        #expect(mixed.port == 5000)
        #expect(mixed.build == "7")
        #expect(mixed.faults == ["slow", "orders.rounding"])
    }

    @Test func `peers have a name and one URL or more`() throws {
        let configuration = try Self.configuration([
            "--feed-to", "monolith=http://127.0.0.1:3000/", "--feed-to", "orders=http://a:1;http://b:2",
        ])
        #expect(
            configuration.peers == [
                Peer(name: "monolith", urls: ["http://127.0.0.1:3000"]),
                Peer(name: "orders", urls: ["http://a:1", "http://b:2"]),
            ])
    }

    @Test(arguments: [
        (["--port", "70000"], "--port must be 0 to 65535"), (["--hash-cost", "3"], "--hash-cost must be 4 to 20"),
        (["--fault", "clients.nothing"], "no fault is named clients.nothing"),
        (["--feed-to", "here"], "--feed-to wants"),
        (["--keys", "a=short"], "at least 32 bytes"), (["--log-level", "loud"], "--log-level must be one of"),
        (["--build", "a b"], "--build must be"),
    ])
    func `what is wrong is said in a sentence`(arguments: [String], sentence: String) {
        #expect {
            try Self.configuration(arguments)
        } throws: {
            "\($0)".contains(sentence)
        }
    }
}
