import ArgumentParser
import ControlPlane
import Foundation
import Parity
import Routing

/// Which recorded exchanges a command looks at, and under which rules they were judged.
struct SampleOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this route; may be repeated.", valueName: "id"))
    var route: [String] = []

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "Read this recording or file of pairs instead of what the running proxy keeps; may be repeated.",
            valueName: "file"),
        completion: .file())
    var files: [String] = []

    @OptionGroup var admin: AdminOptions

    /// The exchanges by route, and the table in force; without a proxy to ask, the table is nil.
    func load(table: RouteTable?) async throws -> (exchanges: [String: [RecordedExchange]], live: LiveTable?) {
        guard files.isEmpty else {
            var exchanges: [RecordedExchange] = []
            for file in files { exchanges += try RecordingFile.exchanges(file) }
            let live = table == nil ? try await liveTable() : nil
            guard let table = table ?? live?.table else { return ([:], nil) }
            return (try byRoute(exchanges, table), live)
        }
        let live = try await liveTable()
        var exchanges: [RecordedExchange] = []
        try await AdminClient(admin).forEachLine("/parity/samples", route.map { ("route", $0) }) { line in
            guard let exchange = try? RecordedExchange(line: Array(line)), !exchange.isHeading else { return }
            exchanges.append(exchange)
        }
        return (try byRoute(exchanges, live.table), live)
    }

    private func byRoute(
        _ exchanges: [RecordedExchange], _ table: RouteTable
    ) throws -> [String: [RecordedExchange]] {
        var routes: [String: [RecordedExchange]] = [:]
        for exchange in exchanges where exchange.monolith != nil && exchange.service != nil {
            let id: String
            if let named = exchange.route {
                id = named
            } else if route.count == 1 {
                id = route[0]
            } else {
                guard let request = exchange.request, let found = try? table.route(answering: request) else { continue }
                id = found
            }
            guard route.isEmpty || route.contains(id), table.index(ofRoute: id) != nil else { continue }
            routes[id, default: []].append(exchange)
        }
        return routes
    }

    private func liveTable() async throws -> LiveTable {
        let client = AdminClient(admin)
        let answer: AdminTable = try await client.get("/table")
        let status: AdminStatus = try await client.get("/status")
        guard let definition = answer.definition else {
            Screen.complain("the route table of \(admin.address) is not understood: is it a Ficus of another version?")
            throw Exit.failure.code
        }
        return LiveTable(
            table: definition.compile(revision: answer.revision), folder: status.revision.source,
            variables: answer.variables)
    }
}

/// The table that a running proxy serves.
struct LiveTable {
    let table: RouteTable
    /// Where its files lie, as the proxy names it.
    let folder: String
    let variables: [String: String]
}
