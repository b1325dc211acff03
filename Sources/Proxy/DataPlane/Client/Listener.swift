import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The listening socket: one acceptor, away from the workers, that hands connections to them in turn.
///
/// One socket instead of one per worker (SO_REUSEPORT): the workers get the same share of connections whatever the
/// kernel's hash says, and a second process on the same port is refused instead of taking half of the traffic.
struct Listener: Sendable {
    private let channel: any Channel

    /// Memory for reading: each connection keeps its first piece, so it is small, and grows where more comes at once.
    private static let readSizes = AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 512, maximum: 64 << 10)

    /// Connections that may wait to be accepted; the kernel has a limit of its own.
    private static let backlog: CInt = 4_096

    var port: Int { channel.localAddress?.port ?? 0 }

    static func bind(
        _ configuration: Configuration, acceptor: any EventLoopGroup, group: any EventLoopGroup,
        workers: [Resident<Worker>], admission: Admission
    ) async throws -> Listener {
        let bootstrap = ServerBootstrap(group: acceptor, childGroup: group)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.autoRead, value: configuration.acceptsAtOnce)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        AcceptGate(channel, admission: admission, descriptors: .current))
                }
            }
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.recvAllocator, value: Self.readSizes)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let worker = workers.first(where: { $0.loop === channel.eventLoop })?.value else { return }
                    let connection = ClientConnection(worker: worker, address: channel.remoteAddress)
                    try channel.pipeline.syncOperations.addHandler(connection)
                }
            }
        guard let socket = configuration.listeningSocket else {
            return Listener(channel: try await bootstrap.bind(host: configuration.host, port: configuration.port).get())
        }
        let copy = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw IOError(errnoCode: errno, reason: "the listening socket cannot be copied") }
        let listener = Listener(channel: try await bootstrap.withBoundSocket(copy).get())
        // SwiftNIO shortens the queue of a socket that it is given to 128.
        guard listen(socket, Self.backlog) == 0 else {
            throw IOError(errnoCode: errno, reason: "the listening socket cannot be listened to")
        }
        return listener
    }

    /// Begins to accept, where the configuration said later.
    func accept() async {
        try? await channel.setOption(.autoRead, value: true).get()
    }

    /// Accepts no more, and loses none of those who were accepted.
    ///
    /// NIO closes a connection that is on its way from the acceptor to its worker and back when the listening channel
    /// is closed meanwhile. So the channel only stops reading first, and closes when what was on its way has arrived.
    func close(workers: [Resident<Worker>]) async {
        try? await channel.setOption(.autoRead, value: false).get()
        for _ in 0..<3 {
            for worker in workers { await worker.ask { _ in } }
            try? await channel.eventLoop.submit {}.get()
        }
        try? await channel.close().get()
    }
}
