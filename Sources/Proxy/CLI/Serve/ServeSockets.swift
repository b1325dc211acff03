import Supervision

/// The two sockets that a process listens on: handed over by a predecessor, passed in by a service manager, or its own.
struct ServeSockets: Sendable {
    let listen: ListeningSocket
    let admin: ListeningSocket

    /// - Parameter handed: what the predecessor has; one whose address the settings no longer name is let go.
    init(_ settings: ServeSettings, handed: [HandedSocket: ListeningSocket]) throws {
        func taken(_ role: HandedSocket.Role, _ address: HostPort) -> ListeningSocket? {
            handed.first { $0.key.role == role && $0.key.serves(address) }?.value
        }
        let activation: SocketActivation?
        do {
            activation = try SocketActivation(environment: settings.environment)
        } catch {
            throw StartFailure("the sockets of the service manager cannot be used: \(error).")
        }
        listen =
            try taken(.listen, settings.listen) ?? activation?.listen
            ?? Self.bind(settings.listen, option: "--listen")
        admin =
            try taken(.admin, settings.admin) ?? activation?.admin ?? Self.bind(settings.admin, option: "--admin")
        let kept = [listen, admin]
        for socket in handed.values where !kept.contains(socket) { socket.close() }
    }

    /// No more connections queue here, unless another process holds the sockets as well.
    func close() {
        listen.close()
        admin.close()
    }

    private static func bind(_ address: HostPort, option: String) throws -> ListeningSocket {
        do {
            return try ListeningSocket.bind(host: address.host, port: address.port)
        } catch {
            throw StartFailure(binding: address, option: option, error)
        }
    }
}
