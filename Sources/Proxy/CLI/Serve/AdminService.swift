import ControlPlane
import Logging
import ServiceLifecycle

/// Serves the admin API; can stand still while the store changes hands, when callers wait in the socket's queue.
actor AdminService: Service {
    /// How long requests under way may take when it is to stand still; a stream of verdicts would never end.
    private static let patience = Duration.seconds(5)

    /// One turn of serving, as a service of its own.
    private struct Turn: Service {
        let server: AdminServer
        func run() async throws { try await server.run() }
    }

    private let server: AdminServer
    private let logger: Logger
    private var group: ServiceGroup?
    private var isPaused = false
    private var pausing: [CheckedContinuation<Void, Never>] = []
    private let turns: AsyncStream<Void>
    private let turn: AsyncStream<Void>.Continuation

    init(_ server: AdminServer, _ logger: Logger) {
        self.server = server
        var quiet = logger
        quiet.logLevel = .warning
        self.logger = quiet
        (turns, turn) = AsyncStream.makeStream(of: Void.self)
    }

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            if !isPaused {
                var configuration = ServiceGroupConfiguration(
                    services: [.init(service: Turn(server: server))], logger: logger)
                configuration.maximumGracefulShutdownDuration = Self.patience
                let group = ServiceGroup(configuration: configuration)
                self.group = group
                do {
                    try await group.run()
                } catch  where isPaused || Task.isShuttingDownGracefully || Task.isCancelled {}
                self.group = nil
                for waiter in pausing { waiter.resume() }
                pausing = []
            }
            guard isPaused else { return }
            // Until `resume`, or the end of the process.
            _ = await turns.cancelOnGracefulShutdown().first { _ in true }
        }
    }

    /// Accepts no more; returns when the requests under way are answered.
    func pause() async {
        isPaused = true
        guard let group else { return }
        await group.triggerGracefulShutdown()
        guard self.group != nil else { return }
        await withCheckedContinuation { pausing.append($0) }
    }

    func resume() {
        isPaused = false
        turn.yield()
    }
}
