import NIOCore
import NIOPosix

/// The listening socket: one acceptor, away from the workers, that hands connections to them in turn.
///
/// One socket instead of one per worker (SO_REUSEPORT): the workers get the same share of connections whatever the
/// kernel's hash says, and a second process on the same port is refused instead of taking half of the traffic.
struct Listener: Sendable {
    private let channel: any Channel

    /// Memory for reading: each connection keeps its first piece, so it is small, and grows where more comes at once.
    private static let readSizes = AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 512, maximum: 64 << 10)

    var port: Int { channel.localAddress?.port ?? 0 }

    static func bind(
        _ configuration: Configuration, acceptor: any EventLoopGroup, group: any EventLoopGroup,
        workers: [Resident<Worker>], admission: Admission
    ) async throws -> Listener {
        let channel = try await ServerBootstrap(group: acceptor, childGroup: group)
            .serverChannelOption(.backlog, value: 4_096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
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
            .bind(host: configuration.host, port: configuration.port).get()
        return Listener(channel: channel)
    }

    /// Accepts no more.
    func close() async {
        try? await channel.close().get()
    }
}
