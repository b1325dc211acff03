import Routing

/// Diagnostics as a compiler prints them: what, where, the line with a caret, and what to do.
struct DiagnosticScreen {
    private let lines: [String: [Substring]]

    init(_ files: [SourceFile]) {
        let texts = files.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) }
        lines = Dictionary(
            texts.map { ($0, $1.split(separator: "\n", omittingEmptySubsequences: false)) },
            uniquingKeysWith: { first, _ in first })
    }

    func text(_ diagnostic: Diagnostic) -> String {
        let style = diagnostic.severity == .error ? Screen.Style.red : .yellow
        let label = Screen.styled("\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]", style)
        var rows = ["\(Screen.styled("\(diagnostic.location):", .bold)) \(label): \(diagnostic.message)"]
        if let line = line(at: diagnostic.location) {
            let number = "\(diagnostic.location.line)"
            let margin = String(repeating: " ", count: number.count)
            // Why the line's own white space: a tab would move the caret.
            let indent = line.unicodeScalars.prefix(diagnostic.location.column - 1).map { $0 == "\t" ? "\t" : " " }
            rows.append("  \(Screen.styled("\(number) |", .dim)) \(line)")
            rows.append("  \(margin) \(Screen.styled("|", .dim)) \(indent.joined())\(Screen.styled("^", style))")
        }
        if let hint = diagnostic.hint { rows.append("  \(Screen.styled("hint:", .cyan)) \(hint)") }
        return rows.joined(separator: "\n")
    }

    private func line(at location: SourceLocation) -> Substring? {
        guard let lines = lines[location.file], lines.indices.contains(location.line - 1) else { return nil }
        let line = lines[location.line - 1]
        return line.allSatisfy(\.isWhitespace) ? nil : line
    }
}
