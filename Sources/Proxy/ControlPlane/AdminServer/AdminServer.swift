import Hummingbird
package import Logging
import NIOCore

/// The admin API over HTTP, on loopback unless it is told otherwise.
package struct AdminServer: Sendable {
    private let application: any ApplicationProtocol

    /// - Parameter onListening: called with the port once it is bound.
    package init(
        _ operations: Operations, host: String, port: Int, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void
    ) {
        var quiet = logger
        quiet.logLevel = .warning
        application = Application(
            router: Self.router(operations, check: OriginCheck(listeningOn: host)),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "ficus"),
            onServerRunning: { await onListening($0.localAddress?.port ?? port) }, logger: quiet)
    }

    package func run() async throws {
        try await application.run()
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
        return router
    }
}
