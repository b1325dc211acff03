import Testing

@testable import Routing

/// Small tables for tests.
enum Tables {
    static let gateway = """
        apiVersion: ficus/v1
        kind: Gateway
        unmatched: reject
        targets:
          monolith: {urls: ["http://127.0.0.1:3000"]}
          orders: {urls: ["http://127.0.0.1:3003"]}
          clients: {urls: ["http://127.0.0.1:3001"]}
        """

    /// A definition of these lines below `routes:`, with everything else as it must be.
    static func definition(_ routes: String, document: String = "") throws -> Definition {
        let text = """
            \(gateway)
            ---
            apiVersion: ficus/v1
            kind: RouteTable
            candidate: orders
            \(document)
            routes:
            \(routes)
            """
        let loading = Definition.load([SourceFile(name: "table.yaml", text: text)])
        return try #require(loading.definition, "\(loading.diagnostics)")
    }
}

extension RouteTable {
    /// The id of the route that a request reaches, or nil.
    func route(_ request: PlainRequest) -> String? {
        decision(for: request, random: 0).route.map { routes[Int($0.value)].id }
    }

    /// The name of a target.
    func name(_ target: TargetIndex?) -> String? { target.map { targets[Int($0.value)].name } }
}
