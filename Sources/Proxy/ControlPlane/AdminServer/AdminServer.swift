import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle

/// The admin API over HTTP, on loopback unless it is told otherwise.
package struct AdminServer: Sendable {
    private let listener: AdminListener

    /// - Parameters:
    ///   - socket: a socket that listens already, instead of `host` and `port`; a copy of it is used.
    ///   - onListening: called with the port once connections are accepted.
    package init(
        _ operations: Operations, host: String, port: Int, socket: CInt? = nil, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void
    ) {
        var quiet = logger
        quiet.logLevel = .warning
        let router = Self.router(operations, check: OriginCheck(listeningOn: host))
        listener = AdminListener(
            responder: router.buildResponder(), place: socket.map { .socket($0) } ?? .address(host: host, port: port),
            logger: quiet, onListening: onListening)
    }

    /// Serves until the process is to end, and the requests under way then.
    package func run() async throws {
        try await listener.run()
    }

    static func router(_ operations: Operations, check: OriginCheck) -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.addMiddleware {
            OriginMiddleware(check: check)
            ProblemMiddleware()
        }
        operations.addReading(to: router)
        operations.addExplaining(to: router)
        operations.addFlipping(to: router)
        operations.addParity(to: router)
        operations.addRecording(to: router)
        operations.addWarmEvidence(to: router)
        return router
    }
}
