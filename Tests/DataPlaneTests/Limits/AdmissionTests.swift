import HTTPWire
import NIOCore
import Routing
import Testing

@testable import DataPlane

@Suite struct AdmissionTests {
    private static func block(_ address: String) throws -> ClientBlock? {
        ClientBlock(try SocketAddress(ipAddress: address, port: 1))
    }

    private static func admission(connections: Int = 1_000, perAddress: Int? = nil) -> Admission {
        let admission = Admission()
        var limits = Gateway.Limits()
        limits.connections = connections
        limits.connectionsPerAddress = perAddress
        admission.adopt(limits)
        return admission
    }

    @Test func `whoever leaves makes room`() throws {
        let admission = Self.admission(connections: 2)
        let block = try Self.block("192.0.2.1")
        #expect(admission.enter(block) == .admitted)
        #expect(admission.enter(nil) == .admitted)
        #expect(admission.enter(block) == .refused(.tooManyConnections))
        admission.leave(block, .refused(.tooManyConnections))
        #expect(admission.enter(block) == .refused(.tooManyConnections))
        admission.leave(block, .admitted)
        #expect(admission.enter(block) == .admitted)
    }

    @Test func `only so many are told at once`() {
        let admission = Self.admission(connections: 1)
        #expect(admission.enter(nil) == .admitted)
        let verdicts = (0..<300).map { _ in admission.enter(nil) }
        #expect(verdicts.count { $0 == .refused(.tooManyConnections) } == 256)
        #expect(verdicts.last == .dropped(.tooManyConnections))
        admission.leave(nil, .dropped(.tooManyConnections))
        #expect(admission.enter(nil) == .dropped(.tooManyConnections))
        admission.leave(nil, .refused(.tooManyConnections))
        #expect(admission.enter(nil) == .refused(.tooManyConnections))
    }

    @Test(arguments: [
        ("192.0.2.1", "192.0.2.2", false), ("192.0.2.1", "::ffff:192.0.2.1", true),
        ("2001:db8::1", "2001:db8::ffff:0:0:1", true), ("2001:db8::1", "2001:db8:0:1::1", false),
        ("::1", "::ffff:192.0.2.1", false),
    ])
    func `an IPv6 subscriber is one client`(one: String, other: String, isSame: Bool) throws {
        let admission = Self.admission(perAddress: 1)
        let (first, second) = (try Self.block(one), try Self.block(other))
        #expect(admission.enter(first) == .admitted)
        #expect(
            admission.enter(second) == (isSame ? .refused(.tooManyConnectionsOfAddress) : .admitted))
    }

    @Test func `who waits hears of one departure, once`() {
        let admission = Self.admission()
        let heard = Counter()
        _ = admission.enter(nil)
        admission.whenOneHasLeft { heard.add(1) }
        #expect(heard.value == 0)
        admission.leave(nil, .admitted)
        admission.leave(nil, .admitted)
        #expect(heard.value == 1)
    }

    @Test func `a full table of descriptors has no room`() {
        #expect(!DescriptorTable(limit: 3).hasRoom(behind: nil))
        #expect(DescriptorTable(limit: 1 << 30).hasRoom(behind: nil))
        #expect(DescriptorTable(limit: 1_024).reserve == 256)
        #expect(DescriptorTable(limit: 1 << 20).reserve == 1_024)
        #expect(DescriptorTable.current.hasRoom(behind: nil))
    }
}
