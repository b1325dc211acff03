/// Collects diagnostics while a definition is read.
final class DiagnosticLog {
    private var found: [Diagnostic] = []

    func error(_ code: Diagnostic.Code, at location: SourceLocation, _ message: String, hint: String?) {
        found.append(Diagnostic(severity: .error, code: code, location: location, message: message, hint: hint))
    }

    func warning(_ code: Diagnostic.Code, at location: SourceLocation, _ message: String, hint: String?) {
        found.append(Diagnostic(severity: .warning, code: code, location: location, message: message, hint: hint))
    }

    var hasErrors: Bool { found.contains { $0.severity == .error } }

    /// In the order of files, lines and columns; one thing is said once.
    var sorted: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return found.filter { seen.insert($0).inserted }.sorted {
            ($0.location, $0.code.rawValue, $0.message) < ($1.location, $1.code.rawValue, $1.message)
        }
    }
}
