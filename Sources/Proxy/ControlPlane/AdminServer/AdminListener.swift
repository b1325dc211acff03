import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// Accepts connections for the admin API, from an address or from a socket that listens already; the latter is what
/// Hummingbird's own server cannot do.
struct AdminListener {
    enum Place {
        case address(host: String, port: Int)
        /// The descriptor stays the caller's.
        case socket(CInt)
    }

    private let channel: HTTP1Channel
    private let place: Place
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    init<Responder: HTTPResponder>(
        responder: Responder, place: Place, logger: Logger, onListening: @escaping @Sendable (Int) async -> Void
    ) where Responder.Context == BasicRequestContext {
        self.place = place
        self.logger = logger
        self.onListening = onListening
        channel = HTTP1Channel { request, writer, channel in
            let context = BasicRequestContext(source: .init(channel: channel, logger: logger))
            var response: Response
            do {
                response = try await responder.respond(to: request, context: context)
            } catch {
                response = Response(status: .internalServerError)
            }
            response.headers[.server] = "ficus"
            try await writer.write(response: response.head, body: response.body)
        }
    }

    /// Serves until graceful shutdown or cancellation; with the former, requests under way are answered first.
    func run() async throws {
        let connections = Connections()
        let listening = try await bind(connections)
        await onListening(listening.channel.localAddress?.port ?? 0)
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                do {
                    try await listening.executeThenClose { inbound in
                        for try await connection in inbound {
                            group.addTask { await channel.handle(value: connection, logger: logger) }
                        }
                    }
                } catch is CancellationError {
                } catch {
                    logger.error("the admin API accepts no more", metadata: ["error": "\(error)"])
                }
            }
        } onGracefulShutdown: {
            listening.channel.close(promise: nil)
            connections.quiesce()
        }
    }

    private func bind(_ connections: Connections) async throws -> NIOAsyncChannel<HTTP1Channel.Value, Never> {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
        let setUp: @Sendable (any Channel) -> EventLoopFuture<HTTP1Channel.Value> = { [channel, logger] connection in
            connections.add(connection)
            return channel.setup(channel: connection, logger: logger)
        }
        switch place {
        case .address(let host, let port):
            return try await bootstrap.bind(host: host, port: port, childChannelInitializer: setUp)
        case .socket(let descriptor):
            let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
            guard copy >= 0 else { throw IOError(errnoCode: errno, reason: "the admin socket cannot be copied") }
            return try await bootstrap.bind(copy, childChannelInitializer: setUp)
        }
    }
}

/// The open connections of the admin API, so that the idle ones can be ended.
private final class Connections: Sendable {
    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var isQuiescing = false
    }

    private let state = Mutex(State())

    func add(_ channel: any Channel) {
        let isLate = state.withLock { state in
            state.open[ObjectIdentifier(channel)] = channel
            return state.isQuiescing
        }
        channel.closeFuture.whenComplete { _ in self.state.withLock { $0.open[ObjectIdentifier(channel)] = nil } }
        if isLate { Self.quiesce(channel) }
    }

    /// Idle connections close now, others after the answer under way.
    func quiesce() {
        let open = state.withLock { state in
            state.isQuiescing = true
            return Array(state.open.values)
        }
        open.forEach(Self.quiesce)
    }

    private static func quiesce(_ channel: any Channel) {
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }
}
