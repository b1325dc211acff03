import ArgumentParser
import ControlPlane
import Foundation
import Routing

/// `ficus routes`: every route with its state, from the running proxy or from files.
struct Routes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the routes with their states.",
        discussion: """
            Asks the running proxy, or reads a folder with --routes; a folder's states are those that its files declare.

            EXAMPLES
              ficus routes
              ficus routes --state canary
              ficus routes --routes RouteTables/brokerx --format json
            """)

    @OptionGroup var table: TableOptions
    @OptionGroup var admin: AdminOptions
    @OptionGroup var output: OutputOptions

    @Option(help: "Only routes in this state (\(RouteState.allCases.map(\.rawValue).joined(separator: ", "))).")
    var state: RouteState?

    func run() async throws {
        let all: [AdminRoute] =
            if let table = try table.load() {
                table.routes.indices.map { AdminRoute(RouteIndex($0), in: table) }
            } else {
                try await AdminClient(admin).get("/routes")
            }
        let routes = all.filter { state == nil || $0.status.state == state }
        switch output.format {
        case .json: print(String(decoding: try AdminJSON.encoder(pretty: true).encode(routes), as: UTF8.self))
        case .text: printText(routes)
        }
    }

    private func printText(_ routes: [AdminRoute]) {
        guard !routes.isEmpty else {
            print("no routes\(state.map { " in state \($0.rawValue)" } ?? "")")
            return
        }
        let rows = routes.map { route in
            let state = "\(route.status)" + (route.drift ? " (file: \(route.declared))" : "")
            return [
                route.id, route.match, route.answer == nil ? route.effect : "-", route.group ?? "-",
                route.candidate ?? "-", route.answer.map { "answers \($0)" } ?? state,
            ]
        }
        print(
            Screen.table(["ROUTE", "MATCH", "EFFECT", "GROUP", "CANDIDATE", "STATE"], rows) { row, column in
                column == 5 ? routes[row].status.state.style : nil
            })
    }
}

extension RouteState: ExpressibleByArgument {}

extension RouteState {
    /// The colour of a state: from resting to arrived.
    var style: Screen.Style {
        switch self {
        case .monolith: .dim
        case .shadow: .cyan
        case .canary: .yellow
        case .extracted, .retired: .green
        }
    }
}

extension AdminRoute {
    /// A route of a table that no proxy serves: its state is the declared one.
    fileprivate init(_ index: RouteIndex, in table: RouteTable) {
        let route = table.routes[Int(index.value)]
        let status = table.status(of: index)
        self.init(
            id: route.id, unit: route.unit, group: route.group, domain: route.domain,
            match: route.pattern.description, effect: route.declaredEffect.rawValue,
            candidate: route.candidate.map { table.targets[Int($0.value)].name }, status: status, declared: status,
            drift: false, answer: route.fixedAnswer.map { Int($0) })
    }
}
