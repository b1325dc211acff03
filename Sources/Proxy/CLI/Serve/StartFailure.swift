import ControlPlane
import Routing
import Store
import Supervision

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why the proxy does not start: one sentence with what to do, and the exit code.
struct StartFailure: Error {
    let message: String
    let exit: Exit

    init(_ message: String, exit: Exit = .failure) {
        self.message = message
        self.exit = exit
    }

    init(_ error: StoreError) {
        switch error {
        case .damaged, .newer, .foreign, .brokenChain: self.init(error.description, exit: .badData)
        case .inUse, .inaccessible, .closed: self.init(error.description)
        }
    }

    /// The folder is broken and there is no earlier revision.
    init(_ diagnostics: [Diagnostic], folder: RouteTableFolder) {
        let screen = DiagnosticScreen(SourceFile.files(inFolder: folder.path).files)
        let count = diagnostics.count { $0.severity == .error }
        let list = diagnostics.map { screen.text($0) }.joined(separator: "\n")
        self.init(
            """
            the route table \(folder.path) has \(count) \(count == 1 ? "error" : "errors"), and the store has no \
            earlier revision to serve. Correct it, or name another folder with --routes.
            \(list)
            """, exit: .badData)
    }

    /// An address cannot be bound.
    init(binding address: HostPort, option: String, _ error: SystemError) {
        switch error.code {
        case EADDRINUSE:
            self.init("\(address) is taken by another program. Stop it, or use \(option) HOST:PORT (port 0 takes any).")
        case EACCES:
            self.init("\(address) may not be used: ports below 1024 need a privilege. Use \(option) with another port.")
        case EADDRNOTAVAIL:
            self.init("\(address) is not an address of this machine. Correct \(option).")
        default:
            self.init("cannot listen on \(address) (\(error.cause)). Correct \(option).")
        }
    }
}
