import NIOCore
import Routing

/// Asks name servers for all addresses of a name, of both families, and for how long they hold. Blocks.
struct DNSClient {
    private let resolver: ResolverFile

    init(_ resolver: ResolverFile) {
        self.resolver = resolver
    }

    /// nil where no server could say, or all say that there is no such name.
    func addresses(of name: String) -> NameAnswer? {
        for candidate in resolver.candidates(for: name) {
            guard let name = DNSName(candidate) else { continue }
            for _ in 0..<resolver.attempts {
                switch ask(for: name) {
                case .found(let answer): return answer
                case .nothing: break
                case .unknown: continue
                }
                break
            }
        }
        return nil
    }

    private enum Finding {
        case found(NameAnswer)
        /// The name has no addresses, or there is no such name.
        case nothing
        /// No server could say.
        case unknown
    }

    /// Asks one server after the other until one knows.
    private func ask(for name: DNSName) -> Finding {
        for server in resolver.servers {
            guard let address = try? SocketAddress(ipAddress: server.host, port: server.port) else { continue }
            // Who is silent to the first question need not be asked another.
            guard let first = answer(address, name, .a), first != .failed else { continue }
            let second = answer(address, name, .aaaa) ?? .failed
            var found = NameAnswer([])
            found.add(first)
            found.add(second)
            if !found.addresses.isEmpty { return .found(found) }
            if second != .failed { return .nothing }
        }
        return .unknown
    }

    /// What one server says; nil where it says nothing in time.
    private func answer(_ server: SocketAddress, _ name: DNSName, _ type: DNSType) -> DNSAnswer? {
        let question = DNSQuestion(id: .random(in: 0...UInt16.max), name: name, type: type)
        let time = resolver.timeout
        let answer = DNSExchange.answer(of: server, to: question, within: time, over: .datagrams)
        guard answer == .truncated else { return answer }
        return DNSExchange.answer(of: server, to: question, within: time, over: .stream)
    }
}

extension NameAnswer {
    /// Adds what one answer says. Addresses of IPv6 to which no route leads are left out: a machine without IPv6 gets
    /// them from name servers all the same.
    fileprivate mutating func add(_ answer: DNSAnswer) {
        guard case .addresses(let found, let seconds) = answer, !found.isEmpty else { return }
        for octets in found where addresses.count < NameService.limit {
            guard let address = try? SocketAddress(packedIPAddress: ByteBuffer(bytes: octets), port: 9),
                let text = address.ipAddress, !addresses.contains(text),
                octets.count == 4 || DNSExchange.hasRoute(to: address)
            else { continue }
            addresses.append(text)
        }
        timeToLive = min(timeToLive ?? .seconds(Int64(seconds)), .seconds(Int64(seconds)))
    }
}
