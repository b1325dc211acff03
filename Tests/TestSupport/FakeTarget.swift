import NIOCore
import NIOPosix
import Synchronization

/// A target whose behaviour a test scripts: what it answers to each request, or how it treats connections.
///
///     let target = try await FakeTarget.start { request in .json(#"{"path":"\#(request.path)"}"#) }
///     ... target.port, target.requests
package final class FakeTarget: Sendable {
    /// How connections are treated.
    package enum Behaviour: Sendable {
        /// Each request is read to its end, then answered.
        case answering(@Sendable (FakeRequest) -> FakeAnswer)
        /// Each request is answered when its head has come; the body is read and thrown away.
        case answeringHeads(@Sendable (FakeRequest) -> FakeAnswer)
        /// Accepts and never reads a byte.
        case neverReading
        /// Reads so slowly that the peer's socket fills up; answers nothing.
        case readingSlowly(bytesPerSecond: Int)
        case closingOnAccept
        case resettingOnAccept
    }

    private let listener: any Channel
    private let record: FakeTargetRecord

    /// The loopback port it listens on.
    package let port: Int

    package var url: String { "http://127.0.0.1:\(port)" }

    private init(listener: any Channel, record: FakeTargetRecord) {
        self.listener = listener
        self.record = record
        port = listener.localAddress?.port ?? 0
    }

    deinit {
        listener.close(promise: nil)
        record.forEachConnection { $0.close(promise: nil) }
    }

    /// - Parameters:
    ///   - host: another loopback address than the usual one.
    ///   - socket: the path of a Unix domain socket to listen on, in place of a port.
    package static func start(
        port: Int = 0, host: String = "127.0.0.1", socket: String? = nil,
        _ answer: @escaping @Sendable (FakeRequest) -> FakeAnswer = { _ in .text("ok") }
    ) async throws -> FakeTarget {
        try await start(port: port, host: host, socket: socket, .answering(answer))
    }

    /// - Parameter keepsRequests: false for tests that send so many that `requests` would not fit.
    package static func start(
        port: Int = 0, host: String = "127.0.0.1", socket: String? = nil, keepsRequests: Bool = true,
        _ behaviour: Behaviour
    ) async throws -> FakeTarget {
        let record = FakeTargetRecord(behaviour: behaviour, keepsRequests: keepsRequests)
        var bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        if case .readingSlowly = behaviour {
            // Connections inherit it: the peer is to feel the slowness soon.
            bootstrap = bootstrap.serverChannelOption(.socketOption(.so_rcvbuf), value: 4_096)
        }
        if socket == nil { bootstrap = bootstrap.childChannelOption(.tcpOption(.tcp_nodelay), value: 1) }
        bootstrap =
            bootstrap
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let number = record.accepted(channel)
                    let handler = FakeTargetHandler(connection: number, behaviour: record.behaviour, record: record)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
        let listener =
            if let socket {
                try await bootstrap.bind(unixDomainSocketPath: socket).get()
            } else {
                try await bootstrap.bind(host: host, port: port).get()
            }
        return FakeTarget(listener: listener, record: record)
    }

    /// What it received so far, in the order of the heads' arrival.
    package var requests: [FakeRequest] { record.requests }
    /// How many connections it has accepted, and how many of them are open.
    package var acceptedConnections: Int { record.acceptedCount }
    package var openConnections: Int { record.openCount }
    /// Bytes of answers given to the kernel, and bytes received.
    package var sentBytes: Int { record.sentBytes }
    package var receivedBytes: Int { record.receivedBytes }

    /// Changes the behaviour for connections made from now on and, if it answers, for the next requests of open ones.
    package func behave(_ behaviour: Behaviour) {
        record.behaviour = behaviour
    }

    package func answer(_ answer: @escaping @Sendable (FakeRequest) -> FakeAnswer) {
        behave(.answering(answer))
    }

    /// Closes every open connection, with a reset if asked for; goes on listening.
    package func dropConnections(reset: Bool = false) {
        record.forEachConnection { channel in
            _ = reset ? Linger.reset(channel) : channel.close()
        }
    }

    /// Stops listening and closes all connections: from now on connecting is refused.
    package func stop() async {
        try? await listener.close().get()
        record.forEachConnection { $0.close(promise: nil) }
    }
}
