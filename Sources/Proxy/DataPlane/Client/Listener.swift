import NIOCore
import Transport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The listening socket: one acceptor, away from the workers, that hands connections to them in turn.
///
/// One socket instead of one per worker (SO_REUSEPORT): the workers get the same share of connections whatever the
/// kernel's hash says, and a second process on the same port is refused instead of taking half of the traffic.
struct Listener: Sendable {
    private let gate: Resident<AcceptGate>
    /// Connections that may wait to be accepted; the kernel has a limit of its own.
    private static let backlog: CInt = 4_096

    let port: Int

    static func bind(
        _ configuration: Configuration, on loop: SocketLoop, workers: [Resident<Worker>], admission: Admission
    ) async throws -> Listener {
        let socket = try listeningSocket(configuration)
        let port = ListeningSocket.port(of: socket)
        let acceptsAtOnce = configuration.acceptsAtOnce
        let gate = try await Resident.make(on: loop) {
            var next = 0
            let gate = AcceptGate(
                socket, on: loop, admission: admission, hasRoom: DescriptorTable.current.hasRoom(behind:)
            ) { accepted in
                workers[next % workers.count].post { $0.accept(accepted) }
                next += 1
            }
            if acceptsAtOnce { gate.open() }
            return gate
        }
        return Listener(gate: gate, port: port)
    }

    private static func listeningSocket(_ configuration: Configuration) throws -> CInt {
        guard let given = configuration.listeningSocket else {
            return try ListeningSocket.bind(host: configuration.host, port: configuration.port, backlog: backlog)
        }
        let copy = fcntl(given, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw IOError(errnoCode: errno, reason: "the listening socket cannot be copied") }
        // Whoever made it may have made its queue shorter.
        guard listen(copy, backlog) == 0 else {
            let code = errno
            _ = systemClose(copy)
            throw IOError(errnoCode: code, reason: "the listening socket cannot be listened to")
        }
        return copy
    }

    /// Begins to accept, where the configuration said later.
    func accept() async {
        await gate.ask { $0.open() }
    }

    /// Accepts no more, and loses none of those who were accepted: when it returns, each is with its worker.
    func close(workers: [Resident<Worker>]) async {
        await gate.ask { $0.close() }
        for worker in workers { await worker.ask { _ in } }
    }
}

/// `close` of the system, by a name that a member of the same name does not hide.
private func systemClose(_ descriptor: CInt) -> CInt { close(descriptor) }
