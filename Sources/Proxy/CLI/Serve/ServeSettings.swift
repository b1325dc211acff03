import ArgumentParser
import ControlPlane
import NIOCore

/// The settings of `serve`: option, else environment variable, else default.
struct ServeSettings: Sendable {
    static let defaultRoutes = "RouteTables/brokerx"
    static let defaultStore = "ficus.sqlite"

    let routes: String
    let listen: HostPort
    let admin: HostPort
    let store: String
    let workers: Int
    /// A path, `-` for standard output, or nil for none.
    let accessLog: String?
    let accessLogFormat: AccessLogFormat
    /// How long readiness fails before no more connections are accepted.
    let drainDelay: Duration
    /// How long exchanges under way may take after that.
    let drainTimeout: Duration
    let takesOver: Bool
    /// The socket over which a successor takes over.
    let handover: String
    /// What `${VAR}` in the route table stands for.
    let environment: [String: String]

    init(_ options: Serve, environment: [String: String]) throws {
        func setting<Value: ExpressibleByArgument>(_ option: Value?, _ name: String, _ fallback: Value) throws -> Value
        {
            if let option { return option }
            guard let text = environment[name], !text.isEmpty else { return fallback }
            guard let value = Value(argument: text) else { throw ValidationError("\(name) is not valid: \(text)") }
            return value
        }
        routes = try setting(options.routes, "FICUS_ROUTES", Self.defaultRoutes)
        listen = try setting(options.listen, "FICUS_LISTEN", HostPort(host: "127.0.0.1", port: 8080))
        admin = try setting(options.admin, "FICUS_ADMIN", HostPort(host: "127.0.0.1", port: 8001))
        store = try setting(options.store, "FICUS_STORE", Self.defaultStore)
        workers = try setting(options.workers, "FICUS_WORKERS", System.coreCount)
        let log = try setting(options.accessLog, "FICUS_ACCESS_LOG", "")
        accessLog = log.isEmpty ? nil : log
        accessLogFormat = try setting(options.accessLogFormat, "FICUS_ACCESS_LOG_FORMAT", .json)
        drainDelay = try setting(options.drainDelay, "FICUS_DRAIN_DELAY", Span(milliseconds: 0)).duration
        drainTimeout = try setting(options.drainTimeout, "FICUS_DRAIN_TIMEOUT", Span(milliseconds: 30_000)).duration
        takesOver = options.takeover
        handover = try setting(options.handover, "FICUS_HANDOVER", Self.handover(ofStore: store))
        self.environment = environment
        guard (1...1024).contains(workers) else { throw ValidationError("--workers is a number from 1 to 1024.") }
    }

    /// Where the successor of a process with this store knocks.
    static func handover(ofStore store: String) -> String { store + ".handover" }
}
