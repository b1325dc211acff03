import Contract
import Database
import Feed
import Hummingbird
import ServiceKit
import ServiceLifecycle
import TestSupport

/// A service inside the test process, on a port and a database file of its own.
final class RunningService: Sendable {
    let port: Int
    let program: ServiceProgram
    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    var url: String { "http://127.0.0.1:\(port)" }

    init(_ program: ServiceProgram, _ router: Router<BrokerXContext>, _ services: [any Service] = []) async throws {
        let (ports, port) = AsyncStream<Int>.makeStream()
        let application = program.host.application(router, services: [program.feed.relay] + services) {
            port.yield($0)
        }
        let group = ServiceGroup(services: [application], logger: program.host.logger)
        self.program = program
        self.group = group
        task = Task {
            defer { port.finish() }
            try await group.run()
        }
        guard let bound = await ports.first(where: { _ in true }) else {
            throw StartFailure("\(program.host.configuration.service) did not start")
        }
        self.port = bound
    }

    func stop() async {
        await group.triggerGracefulShutdown()
        _ = await task.result
        try? program.host.database.close()
    }

    /// How many rows each table has that requests write to.
    func rowCounts() async throws -> [String: Int] {
        try await program.host.database.read { db in
            let tables = try db.rows(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'feed_%'"
            ).map { try $0[0] as String }
            var counts: [String: Int] = [:]
            for table in tables { counts[table] = try db.value("SELECT count(*) FROM \(table)") }
            counts["counters"] = try db.value("SELECT sum(last) FROM counters")
            return counts
        }
    }
}
