/// One rule as a person would write it into a route table: a key of `parity`, and one more entry under it.
package struct RuleEntry: Sendable, Hashable {
    /// `normalise`, `accept`, `identity`, ...
    package var key: String
    /// Whether the entries of the key are a list and not a map.
    package var isList: Bool
    /// `/name: case`, or what stands behind the dash.
    package var text: String
    /// Written above it, line by line, without the sign of a comment.
    package var comment: [String]

    package init(_ key: String, isList: Bool = false, _ text: String, comment: [String] = []) {
        self.key = key
        self.isList = isList
        self.text = text
        self.comment = comment
    }

    /// A pointer as a key or value: in quotes where YAML could take it for something else.
    package static func quoted(_ text: String) -> String {
        let isPlain =
            text.hasPrefix("/")
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789/_-.~*".unicodeScalars.contains(scalar))
            }
        guard !isPlain else { return text }
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"" + writingOut(escaped) { "\\U" + String(repeating: "0", count: 8 - $0.count) + $0 } + "\""
    }

    /// Characters that end a line, move a cursor, reorder or hide text, each as what is made of its code point in
    /// hexadecimal: names of members may say anything.
    private static func writingOut(_ text: String, _ write: (String) -> String) -> String {
        text.unicodeScalars.reduce(into: "") { written, scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
                written += write(String(scalar.value, radix: 16))
            default: written.unicodeScalars.append(scalar)
            }
        }
    }

    /// Entries as a file of rules: `parity:` and below.
    package static func text(_ entries: [RuleEntry]) -> String {
        var lines = ["parity:"]
        var keys: [String] = []
        for entry in entries where !keys.contains(entry.key) { keys.append(entry.key) }
        for key in keys {
            lines.append("  \(key):")
            for entry in entries where entry.key == key { lines += entry.lines.map { "    \($0)" } }
        }
        return entries.isEmpty ? "parity: {}" : lines.joined(separator: "\n")
    }

    /// In block style, with the comment.
    var lines: [String] { commentLines + [isList ? "- \(text)" : text] }

    /// The comment with its signs, each line one line whatever it quotes.
    package var commentLines: [String] {
        comment.map { $0.isEmpty ? "#" : "# " + Self.writingOut($0) { "\\u{\($0)}" } }
    }

    /// The collection with this entry alone, in flow style.
    var flow: String { isList ? "[\(text)]" : "{\(text)}" }
}
