import ArgumentParser
import ControlPlane
import DataPlane
import Foundation

/// `ficus serve`: runs the proxy until a signal ends it.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the proxy.",
        discussion: """
            Every option can be given as an environment variable instead: FICUS_ROUTES, FICUS_LISTEN, FICUS_ADMIN, \
            FICUS_STORE, FICUS_WORKERS, FICUS_ACCESS_LOG, FICUS_ACCESS_LOG_FORMAT, FICUS_DRAIN_DELAY, \
            FICUS_DRAIN_TIMEOUT, FICUS_HANDOVER. An option wins.

            SIGTERM and SIGINT end it: the health path answers 503 at once; after --drain-delay no more connections are \
            accepted; requests under way are answered, for at most --drain-timeout. Exit code 0 when all were, 4 when \
            some were cut off. A second signal ends it at once. SIGHUP reloads the route table and opens the access \
            log anew.

            `ficus restart` has it replaced by a new process, of a newer executable perhaps, without a refused or \
            reset connection; --takeover is how the new one is started.

            EXAMPLES
              ficus serve --routes RouteTables/brokerx
              ficus serve --listen 0.0.0.0:80 --workers 4 --access-log /var/log/ficus/access.log
              ficus serve --drain-delay 5s --drain-timeout 1m      behind a load balancer
              FICUS_LISTEN=:0 ficus serve                 any free port; the one it got is printed
            """)

    @Option(help: ArgumentHelp("Folder of the route table (default \(ServeSettings.defaultRoutes)).", valueName: "dir"))
    var routes: String?

    @Option(help: ArgumentHelp("Where clients connect (default 127.0.0.1:8080).", valueName: "host:port"))
    var listen: HostPort?

    @Option(help: ArgumentHelp("Where the admin API listens (default 127.0.0.1:8001).", valueName: "host:port"))
    var admin: HostPort?

    @Option(
        help: ArgumentHelp(
            "SQLite file of flips and evidence (default \(ServeSettings.defaultStore)).", valueName: "file"))
    var store: String?

    @Option(
        help: ArgumentHelp(
            "Event loops, each with the same share of connections (default: one per core).", valueName: "n"))
    var workers: Int?

    @Option(help: ArgumentHelp("Write an access log to a file, or - for standard output.", valueName: "file"))
    var accessLog: String?

    @Option(help: "json or common.")
    var accessLogFormat: AccessLogFormat?

    @Option(
        help: ArgumentHelp(
            "How long to go on accepting at the end while the health path answers 503 (default 0).",
            valueName: "duration"))
    var drainDelay: Span?

    @Option(
        help: ArgumentHelp("How long requests under way may take at the end (default 30s).", valueName: "duration"))
    var drainTimeout: Span?

    @Flag(help: "Take the place of the process that serves with the same store, if there is one.")
    var takeover = false

    @Option(
        help: ArgumentHelp("The socket over which a successor takes over (default: STORE.handover).", valueName: "file")
    )
    var handover: String?

    func run() async throws {
        let settings = try ServeSettings(self, environment: ProcessInfo.processInfo.environment)
        HeapPolicy.adopt()
        do {
            let report = try await RunningProxy(settings).run()
            if report.cutOff > 0 { throw Exit.cutOff.code }
        } catch let failure as StartFailure {
            Screen.complain("ficus: \(failure.message)")
            throw failure.exit.code
        }
    }
}

extension AccessLogFormat: ExpressibleByArgument {}
