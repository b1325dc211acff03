import NIOCore
import Routing
import Transport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why there is no connection to an instance.
enum ConnectError: Error {
    /// Its name has no address.
    case noAddress
    /// What the system said.
    case system(IOError)

    /// Which is no fault of the instance.
    var isWantOfDescriptors: Bool {
        guard case .system(let error) = self else { return false }
        return error.errnoCode == EMFILE || error.errnoCode == ENFILE
    }
}

extension Routing.Target.Instance {
    /// Opens a connection, which reads only when asked to; calls `done` once, on the loop, after this has returned.
    ///
    /// A name that nobody has looked up yet waits for its first answer, and its addresses are tried in turn.
    func connect(
        on loop: SocketLoop, names: NameDesk, timeout: TimeAmount,
        _ done: @escaping (Result<Connection, ConnectError>) -> Void
    ) {
        let due = NIODeadline.now() + timeout
        switch address {
        case .unix(let path):
            Self.open(path.unixAddress.map { [$0] } ?? [], on: loop, until: due, done)
        case .tcp(let host, let port):
            if let address = try? SocketAddress(ipAddress: host, port: port) {
                return Self.open([address], on: loop, until: due, done)
            }
            guard lookupName != nil else { return Self.open(Self.loopback(port), on: loop, until: due, done) }
            names.whenKnown(self) { found in
                Self.open(found.compactMap(\.socketAddress), on: loop, until: due, done)
            }
        }
    }

    /// Where `localhost` is, whoever is asked (RFC 6761 section 6.3).
    private static func loopback(_ port: Int) -> [SocketAddress] {
        ["127.0.0.1", "::1"].compactMap { try? SocketAddress(ipAddress: $0, port: port) }
    }

    /// nil for a name.
    private var socketAddress: SocketAddress? {
        guard case .tcp(let host, let port) = address else { return nil }
        return try? SocketAddress(ipAddress: host, port: port)
    }

    /// Tries one address after the other.
    private static func open(
        _ addresses: [SocketAddress], on loop: SocketLoop, until due: NIODeadline,
        _ done: @escaping (Result<Connection, ConnectError>) -> Void
    ) {
        guard let address = addresses.first else {
            // Not before the caller has returned.
            loop.assumeIsolated().execute { done(.failure(.noAddress)) }
            return
        }
        Connection.open(to: address, on: loop, timeout: due - .now()) { result in
            switch result {
            case .success(let connection): done(.success(connection))
            case .failure where addresses.count > 1: open(Array(addresses.dropFirst()), on: loop, until: due, done)
            case .failure(let error): done(.failure(.system(error)))
            }
        }
    }
}

extension String {
    /// The address of a Unix socket at this path; nil for a path that is too long for one.
    fileprivate var unixAddress: SocketAddress? { try? SocketAddress(unixDomainSocketPath: self) }
}
