extension Target {
    /// One place where a target listens.
    package struct Instance: Hashable, Sendable, CustomStringConvertible {
        package enum Address: Hashable, Sendable {
            /// A name or an IP address, an IPv6 address without its brackets, and a port.
            case tcp(host: String, port: Int)
            /// The path of a Unix domain socket.
            case unix(path: String)
        }

        package let address: Address

        package init(host: String, port: Int) { address = .tcp(host: host, port: port) }

        package init(socket path: String) { address = .unix(path: path) }

        package var port: Int {
            switch address {
            case .tcp(_, let port): port
            case .unix: 0
            }
        }

        /// The name that has to be looked up before anybody can connect; nil for IP addresses and sockets, and for
        /// `localhost`, whose one listener may be on either of two addresses: there the connection finds out.
        package var lookupName: String? {
            guard case .tcp(let host, _) = address, host != "localhost", !host.hasSuffix(".localhost"),
                IPAddress.v4(host[...]) == nil, IPAddress.v6(host[...]) == nil
            else { return nil }
            return host
        }

        /// The same port at another host: one address of a name.
        package func at(_ host: String) -> Instance { Instance(host: host, port: port) }

        /// `127.0.0.1:3003`, `[::1]:3003`, `unix:/run/orders.sock`.
        package var description: String {
            switch address {
            case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
            case .unix(let path): "unix:\(path)"
            }
        }

        /// What a `Host` field says of it; a socket has no name of its own.
        package var authority: String {
            switch address {
            case .tcp: description
            case .unix: "localhost"
            }
        }

        /// The URL of a path there, as HTTP clients take it.
        package func url(_ path: String) -> String {
            switch address {
            case .tcp: return "http://\(description)\(path)"
            case .unix(let socket):
                let unreserved = socket.utf8.map { byte in
                    let isPlain = ASCII.isLetter(byte) || ASCII.isDigit(byte) || "-._~".utf8.contains(byte)
                    let hex = String(byte, radix: 16, uppercase: true)
                    return isPlain ? String(UnicodeScalar(byte)) : "%\(hex.count == 1 ? "0" : "")\(hex)"
                }
                return "http+unix://\(unreserved.joined())\(path)"
            }
        }
    }
}
