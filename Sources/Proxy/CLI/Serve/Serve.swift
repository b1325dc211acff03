import ArgumentParser
import ControlPlane
import Foundation

/// `ficus serve`: runs the proxy until a signal ends it.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the proxy.",
        discussion: """
            Every option can be given as an environment variable instead: FICUS_ROUTES, FICUS_LISTEN, FICUS_ADMIN, \
            FICUS_STORE, FICUS_WORKERS, FICUS_ACCESS_LOG, FICUS_ACCESS_LOG_FORMAT. An option wins.

            SIGTERM and SIGINT end it when the requests under way are answered. SIGHUP reloads the route table and \
            opens the access log anew.

            EXAMPLES
              ficus serve --routes RouteTables/brokerx
              ficus serve --listen 0.0.0.0:80 --workers 4 --access-log /var/log/ficus/access.log
              FICUS_LISTEN=:0 ficus serve                 any free port; the one it got is printed
            """)

    @Option(help: ArgumentHelp("Folder of the route table (default \(ServeSettings.defaultRoutes)).", valueName: "dir"))
    var routes: String?

    @Option(help: ArgumentHelp("Where clients connect (default 127.0.0.1:8080).", valueName: "host:port"))
    var listen: HostPort?

    @Option(help: ArgumentHelp("Where the admin API listens (default 127.0.0.1:8001).", valueName: "host:port"))
    var admin: HostPort?

    @Option(help: ArgumentHelp("SQLite file of flips and evidence (default ficus.sqlite).", valueName: "file"))
    var store: String?

    @Option(help: ArgumentHelp("Event loops (default: one per core).", valueName: "n"))
    var workers: Int?

    @Option(help: ArgumentHelp("Write an access log to a file, or - for standard output.", valueName: "file"))
    var accessLog: String?

    @Option(help: "json or common.")
    var accessLogFormat: AccessLogFormat?

    func run() async throws {
        let settings = try ServeSettings(self, environment: ProcessInfo.processInfo.environment)
        do {
            try await RunningProxy(settings).run()
        } catch let failure as StartFailure {
            Screen.complain("ficus: \(failure.message)")
            throw failure.exit.code
        }
    }
}

extension AccessLogFormat: ExpressibleByArgument {}
