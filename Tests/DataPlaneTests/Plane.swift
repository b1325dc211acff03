@testable import DataPlane
import Routing
import TestSupport
import Testing

/// A data plane on a free port with a table made of a few lines of YAML.
struct Plane {
    let plane: DataPlane
    var port: Int { plane.port }

    /// - Parameters:
    ///   - targets: `name: [port, ...]`.
    ///   - keys: more keys of each target.
    ///   - gateway: more lines of the Gateway document, at its left edge.
    ///   - routes: the lines under `routes:`, each at its left edge; `groups` likewise.
    static func start(
        targets: [String: [Int]], health: String? = nil, limit: Int? = nil, keys: String = "", gateway: String = "",
        candidate: String? = nil,
        groups: String = "", routes: String = "", states: [String: RouteStatus] = [:],
        configure: (inout Configuration) -> Void = { _ in }
    ) async throws -> Plane {
        let table = try table(
            targets: targets, health: health, limit: limit, keys: keys, gateway: gateway, candidate: candidate,
            groups: groups,
            routes: routes,
            states: states)
        var configuration = Configuration()
        configuration.port = 0
        configuration.workers = 2
        configure(&configuration)
        return Plane(plane: try await DataPlane.start(configuration, table: table))
    }

    static func table(
        targets: [String: [Int]], health: String? = nil, limit: Int? = nil, keys: String = "", gateway: String = "",
        candidate: String? = nil,
        groups: String = "", routes: String = "", states: [String: RouteStatus] = [:], revision: Int = 1
    ) throws -> RouteTable {
        var text = "apiVersion: ficus/v1\nkind: Gateway\ntargets:\n"
        for (name, ports) in targets.sorted(by: { $0.key < $1.key }) {
            let urls = ports.map { "\"http://127.0.0.1:\($0)\"" }.joined(separator: ", ")
            let more = [health.map { "health: \($0)" }, limit.map { "limits: {connections: \($0)}" }, keys]
            let keys = (["urls: [\(urls)]"] + more.compactMap(\.self)).filter { !$0.isEmpty }.joined(separator: ", ")
            text += "  \(name): {\(keys)}\n"
        }
        text += unhurried(gateway) + "\n"
        var files = [SourceFile(name: "gateway.yaml", text: text)]
        if !routes.isEmpty {
            var text = "apiVersion: ficus/v1\nkind: RouteTable\ndomain: test\n"
            if let candidate { text += "candidate: \(candidate)\n" }
            if !groups.isEmpty { text += "groups:\n" + indented(groups) }
            text += "routes:\n" + indented(routes)
            files.append(SourceFile(name: "routes.yaml", text: text))
        }
        let loading = Definition.load(files)
        let definition = try #require(loading.definition, "\(String(describing: loading.errors))")
        return definition.compile(states: states, revision: revision)
    }

    /// A data plane with one target, `monolith`, of which all is said in `keys`; `gateway` as above.
    static func start(
        monolith keys: String, gateway: String = "", workers: Int = 1,
        configure: (inout Configuration) -> Void = { _ in }
    ) async throws -> Plane {
        var configuration = Configuration()
        configuration.port = 0
        configuration.workers = workers
        configure(&configuration)
        let table = try table(monolith: keys, gateway: gateway)
        return Plane(plane: try await DataPlane.start(configuration, table: table))
    }

    static func table(monolith keys: String, gateway: String = "", revision: Int = 1) throws -> RouteTable {
        let text = "apiVersion: ficus/v1\nkind: Gateway\ntargets:\n  monolith: {\(keys)}\n\(unhurried(gateway))\n"
        let loading = Definition.load([SourceFile(name: "gateway.yaml", text: text)])
        let definition = try #require(loading.definition, "\(String(describing: loading.errors))")
        return definition.compile(revision: revision)
    }

    /// Limits of time for machines that run hundreds of tests beside one another.
    static let patience = "timeouts: {connect: 10s, first_byte: 20s, total: 40s}"

    /// Only who says something of defaults has the usual limits of time.
    private static func unhurried(_ gateway: String) -> String {
        gateway.contains("defaults:") ? gateway : "\(gateway)\ndefaults: {\(patience)}"
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    func stop() async {
        await plane.drain(within: .zero)
    }
}

/// Runs `body` with a plane that is stopped in the end, whatever happens.
func with<Result>(_ plane: Plane, _ body: (Plane) async throws -> Result) async throws -> Result {
    do {
        let result = try await body(plane)
        await plane.stop()
        return result
    } catch {
        await plane.stop()
        throw error
    }
}
