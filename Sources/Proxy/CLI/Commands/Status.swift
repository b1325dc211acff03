import ArgumentParser
import ControlPlane

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the proxy at a glance: revision, states, targets and their health.",
        discussion: """
            EXAMPLES
              ficus status
              ficus status --format json --admin 127.0.0.1:8001
            """)

    @OptionGroup var admin: AdminOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let status = try await AdminClient(admin).get("/status") as AdminStatus
        if output.format == .json { return JSONText.show(status) }
        print(Self.text(status))
    }

    static func text(_ status: AdminStatus) -> String {
        var lines = [
            "ficus \(status.version)   up \(Words.age(since: status.started))   \(Words.count(status.workers, "worker"))",
            "  listens    \(status.listen)",
            "  revision   \(status.revision.number) from \(status.revision.source), "
                + "loaded \(Words.time(status.revision.loaded))",
            "  routes     " + states(status.routes),
            "  store      \(status.store)",
        ]
        if let problem = status.revision.problem {
            lines.append(
                Screen.styled(
                    "  warning    \(problem): the last good revision is served. Correct it, then: ficus reload", .yellow
                ))
        }
        if status.drifted > 0 {
            lines.append("  drift      \(Words.count(status.drifted, "unit")) other than in the files: ficus plan")
        }
        if status.unpersisted > 0 {
            lines.append(
                Screen.styled(
                    "  warning    \(Words.count(status.unpersisted, "rollback")) in force, but unpersisted", .yellow))
        }
        let dropped = status.dropped.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        if !dropped.isEmpty {
            lines.append("  dropped    " + dropped.map { "\($0.value) of \($0.key)" }.joined(separator: ", "))
        }
        var table = TextTable("target", "instance", "state", "outages", "")
        for target in status.targets {
            for instance in target.instances {
                table.add(
                    .init(target.name), .init(instance.address),
                    .init(instance.state, instance.takesRequests ? .green : .red), "\(instance.outages)",
                    .init(instance.reason ?? ""))
            }
        }
        return lines.joined(separator: "\n") + "\n\n" + table.text
    }

    private static func states(_ counts: [String: Int]) -> String {
        let order = ["monolith", "shadow", "canary", "extracted", "retired"]
        let parts = order.compactMap { state in counts[state].map { "\($0) \(state)" } }
        return parts.isEmpty ? "none" : parts.joined(separator: ", ")
    }
}
