/// Diagnostics as a compiler prints them: what, where, the line with a caret, and what to do.
package struct DiagnosticText {
    /// The parts of the text that a terminal may colour.
    package enum Part { case location, label(Diagnostic.Severity), gutter, hint }

    private let lines: [String: [Substring]]
    private let paint: (String, Part) -> String

    /// `paint` returns a part of the text with its colour; left out, the text is plain.
    package init(_ files: [SourceFile], paint: @escaping (String, Part) -> String = { text, _ in text }) {
        let texts = files.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) }
        lines = Dictionary(
            texts.map { ($0, $1.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)) },
            uniquingKeysWith: { first, _ in first })
        self.paint = paint
    }

    /// Several lines, without a line break at the end.
    package func text(_ diagnostic: Diagnostic) -> String {
        let location = diagnostic.location
        let label = Part.label(diagnostic.severity)
        let name = paint("\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]", label)
        var rows = ["\(paint("\(location):", .location)) \(name): \(diagnostic.message)"]
        if let line = line(at: location) {
            let number = "\(location.line)"
            let margin = String(repeating: " ", count: number.count)
            // Why the line's own tabs: a space in their place would move the caret.
            let indent = line.unicodeScalars.prefix(location.column - 1).map { $0 == "\t" ? "\t" : " " }
            rows.append("  \(paint("\(number) |", .gutter)) \(line)")
            rows.append("  \(margin) \(paint("|", .gutter)) \(indent.joined())\(paint("^", label))")
        }
        if let hint = diagnostic.hint { rows.append("  \(paint("hint:", .hint)) \(hint)") }
        return rows.joined(separator: "\n")
    }

    private func line(at location: SourceLocation) -> Substring? {
        guard let lines = lines[location.file], lines.indices.contains(location.line - 1) else { return nil }
        let line = lines[location.line - 1]
        return line.allSatisfy(\.isWhitespace) ? nil : line
    }
}
