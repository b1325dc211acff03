import Foundation
import Synchronization
import TestSupport

/// BrokerX and Ficus as real processes on ports of their own, with their data in a temporary folder.
final class BrokerStack: Sendable {
    let folder: TemporaryFolder
    /// The route table folder that Ficus serves.
    let routes: String
    private let ports: [Program: Int]
    let adminPort: Int
    private let children = Mutex<[Program: ChildProcess]>([:])

    private init(folder: TemporaryFolder, routes: String, ports: [Program: Int], adminPort: Int) {
        self.folder = folder
        self.routes = routes
        self.ports = ports
        self.adminPort = adminPort
    }

    /// A system that is ready, with the route table of the repository, its gates replaced by ones that tests can meet.
    ///
    /// With `sharedOrdersPort` the orders service has one instance, which the table names twice.
    static func start(
        _ programs: [Program] = Program.allCases, flags: [Program: [String]] = [:],
        gates: RouteTableCopy.Gates = .quick, sharedOrdersPort: Bool = false
    ) async throws -> BrokerStack {
        let folder = try TemporaryFolder("brokerx")
        let found = try FreePort.next(Program.allCases.count + 1)
        var ports = Dictionary(uniqueKeysWithValues: zip(Program.allCases, found))
        if sharedOrdersPort { ports[.secondOrders] = ports[.orders] }
        let routes = try RouteTableCopy.make(in: folder, gates: gates)
        let stack = BrokerStack(folder: folder, routes: routes, ports: ports, adminPort: found[found.count - 1])
        let programs = programs.filter { $0 != .secondOrders || !sharedOrdersPort }
        for program in programs { try await stack.launch(program, flags[program] ?? []) }
        for program in programs { try await stack.ready(program) }
        return stack
    }

    func port(_ program: Program) -> Int { ports[program] ?? 0 }
    func url(_ program: Program) -> String { "http://127.0.0.1:\(port(program))" }

    /// The port clients use.
    var proxy: Int { port(.ficus) }

    func database(_ program: Program) -> String { folder.path("\(program.service).sqlite") }

    /// Starts a program without waiting for it.
    func launch(_ program: Program, _ flags: [String] = []) async throws {
        let child = try await ChildProcess.start(
            program.executable, arguments(program) + flags, environment: environment,
            log: folder.url.appending(path: "\(program.rawValue).log"))
        children.withLock { $0[program] = child }
    }

    func ready(_ program: Program) async throws {
        let child = try child(program)
        let port = port(program)
        try await eventually("\(program) is ready", within: .seconds(40), every: .milliseconds(30)) {
            guard child.isRunning else { return true }
            return try await RawClient.exchange("GET", program.readiness, port: port).status == 200
        }
        guard child.isRunning else { throw TimedOut("\(program) ended: \(child.output.suffix(2_000))") }
    }

    func start(_ program: Program, _ flags: [String] = []) async throws {
        try await launch(program, flags)
        try await ready(program)
    }

    func child(_ program: Program) throws -> ChildProcess {
        guard let child = children.withLock({ $0[program] }) else { throw TimedOut("\(program) was not started") }
        return child
    }

    /// `kill -9`.
    func kill(_ programs: Program...) async throws {
        for program in programs { try child(program).signal(9) }
        for program in programs { _ = try await child(program).exited() }
    }

    func stop(_ program: Program) async throws {
        await (try child(program)).stop()
    }

    /// Stops a program and starts it again with other flags.
    func restart(_ program: Program, _ flags: [String] = []) async throws {
        try await stop(program)
        try await start(program, flags)
    }

    func log(_ program: Program) throws -> String { try child(program).output }

    /// The secret that signs tokens and makes verification codes.
    var secret: String { "0123456789abcdef0123456789abcdef" }

    var environment: [String: String] {
        [
            "BROKERX_KEYS": "test=\(secret)", "BROKERX_LOG_LEVEL": "warning",
            "MONOLITH_URL": url(.monolith), "CLIENTS_URL": url(.clients), "PORTFOLIOS_URL": url(.portfolios),
            "ORDERS_URL": url(.orders), "ORDERS_URL_2": url(.secondOrders),
        ]
    }

    private func arguments(_ program: Program) -> [String] {
        if program == .ficus {
            return [
                "serve", "--routes", routes, "--listen", "127.0.0.1:\(proxy)", "--admin", "127.0.0.1:\(adminPort)",
                "--store", folder.path("ficus.sqlite"), "--access-log", folder.path("access.log"),
            ]
        }
        let orders = "\(url(.orders));\(url(.secondOrders))"
        let feeds: [(String, String)] =
            switch program.service {
            case "monolith":
                [("clients", url(.clients)), ("portfolios", url(.portfolios)), ("orders", orders)]
            case "clients": [("monolith", url(.monolith)), ("portfolios", url(.portfolios)), ("orders", orders)]
            default: [("monolith", url(.monolith))]
            }
        var arguments = ["--port", "\(port(program))", "--database", database(program), "--hash-cost", "4"]
        for (peer, url) in feeds { arguments += ["--feed-to", "\(peer)=\(url)"] }
        if program.service == "orders" { arguments += ["--portfolios-url", url(.portfolios)] }
        return arguments
    }
}
