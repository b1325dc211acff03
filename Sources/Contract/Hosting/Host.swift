package import Database
import Foundation
package import Hummingbird
package import Logging
import NIOCore
package import ServiceLifecycle

/// What every BrokerX program has around its routes: health, metrics, logs, headers, graceful shutdown.
package struct Host: Sendable {
    package let configuration: HostConfiguration
    package let database: SQLDatabase
    package let metrics: Metrics
    package let logger: Logger

    package init(_ configuration: HostConfiguration, database: SQLDatabase) {
        self.configuration = configuration
        self.database = database
        metrics = Metrics()
        var logger = Logger(label: configuration.service) { JSONLogHandler(label: $0) }
        logger.logLevel = configuration.logLevel
        self.logger = logger
    }

    /// A router whose routes are inside the envelope. `position` is what `Ficus-Position` shows.
    package func router(position: @escaping @Sendable () -> String) -> Router<BrokerXContext> {
        let router = Router(context: BrokerXContext.self, options: .autoGenerateHeadEndpoints)
        router.add(
            middleware: Envelope(
                build: configuration.build, metrics: metrics, logger: logger, position: position))
        let faults = Set(configuration.faults.compactMap(OperationalFault.init(rawValue:)))
        if !faults.isEmpty { router.add(middleware: FaultInjection(faults)) }
        addHealth(to: router)
        let metrics = metrics
        router.get("metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: metrics.text)))
        }
        return router
    }

    private func addHealth(to router: Router<BrokerXContext>) {
        let (service, build, database) = (configuration.service, configuration.build, database)
        @Sendable func health(_ status: HTTPResponse.Status) -> Answer {
            let word = status == .ok ? "pass" : "fail"
            return Answer(status, ["status": .string(word), "service": .string(service), "build": .string(build)])
        }
        router.get("health") { _, _ in health(.ok) }
        router.get("health/live") { _, _ in health(.ok) }
        router.get("health/ready") { _, _ in
            let found: Int?? = try? await database.read { try $0.value("SELECT 1") }
            return health(found == 1 ? .ok : .serviceUnavailable)
        }
    }

    /// The application: the router, and the services that live and end with it. `listening` is told the port.
    package func application(
        _ router: Router<BrokerXContext>, services: [any Service] = [],
        listening: @escaping @Sendable (_ port: Int) -> Void = { _ in }
    ) -> Application<RouterResponder<BrokerXContext>> {
        Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port)),
            services: services,
            onServerRunning: { [configuration] channel in
                let port = channel.localAddress?.port ?? configuration.port
                print("listening on http://\(configuration.host):\(port)")
                fflush(nil)
                listening(port)
            },
            logger: quietLogger)
    }

    /// Serves until SIGTERM or SIGINT, then finishes what is in flight and closes the database.
    package func run(_ router: Router<BrokerXContext>, services: [any Service] = []) async throws {
        if configuration.keys.signing.secret == KeySet.development.signing.secret {
            logger.warning("tokens are signed with the development key, which everybody knows: set --keys")
        }
        do {
            try await application(router, services: services).runService()
        } catch let error as IOError {
            let reason = String(cString: strerror(error.errnoCode))
            throw StartFailure("cannot listen on \(configuration.host):\(configuration.port): \(reason)")
        }
        try? database.close()
    }

    /// The framework's own records, which repeat ours, from warnings on.
    private var quietLogger: Logger {
        var logger = logger
        logger.logLevel = max(configuration.logLevel, .warning)
        return logger
    }
}

/// Why a program did not start, in one sentence for the person who started it.
package struct StartFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

extension SQLDatabase {
    /// Opens a program's database and brings its schema up to date.
    package static func open(_ path: String, _ migrations: [Migration]) throws -> SQLDatabase {
        do {
            let database = try SQLDatabase(path: path)
            try database.migrate(migrations)
            return database
        } catch let error as SQLError {
            throw StartFailure("cannot use the database \(path): \(error.message)")
        }
    }
}
