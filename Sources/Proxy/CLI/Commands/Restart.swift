import ArgumentParser
import Supervision

/// `ficus restart`: has the running proxy replaced by a new process, without a refused or reset connection.
struct Restart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Replace the running proxy by a new process; no client notices.",
        discussion: """
            The process that serves starts its own executable again, with its own options, and hands over its sockets \
            and its store. When the new one serves, the old one answers what it has under way and ends. When the new one \
            fails to start, the old one goes on, and this command fails.

            Must run as the user that the proxy runs as.

            EXAMPLES
              ficus restart
              ficus restart --store /var/lib/ficus/ficus.sqlite
            """)

    @Option(help: ArgumentHelp("The store of the proxy (default \(ServeSettings.defaultStore)).", valueName: "file"))
    var store: String?

    @Option(help: ArgumentHelp("Its socket for successors (default: STORE.handover).", valueName: "file"))
    var handover: String?

    func run() async throws {
        let path = handover ?? ServeSettings.handover(ofStore: store ?? ServeSettings.defaultStore)
        guard let courier = await blocking({ try? Courier.connect(to: path) }) else {
            Screen.complain(
                "no proxy answers at \(path)\n  hint: --store names the store it was started with, or --handover its socket"
            )
            throw Exit.unreachable.code
        }
        courier.setPatience(seconds: 120)
        do {
            try await courier.send(.restart)
            switch try await courier.next()?.message {
            case .restarted(let process):
                print("process \(process) serves now")
                return
            case .refused(let reason): Screen.complain("not restarted: \(reason)")
            default: Screen.complain("not restarted: the proxy hung up")
            }
        } catch {
            Screen.complain("not restarted: \(error)")
        }
        throw Exit.failure.code
    }
}
