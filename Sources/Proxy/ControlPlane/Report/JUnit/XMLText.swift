/// Writes an XML 1.0 document, indented, in which no text can become markup or make it ill-formed.
struct XMLText {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var depth = 0

    /// Element and attribute names are the caller's own; values are of any origin.
    mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
        line("<\(name)\(Self.written(attributes))>")
        depth += 1
    }

    mutating func close(_ name: String) {
        depth -= 1
        line("</\(name)>")
    }

    mutating func empty(_ name: String, _ attributes: [(String, String)] = []) {
        line("<\(name)\(Self.written(attributes))/>")
    }

    /// An element with text, whose lines stay lines.
    mutating func element(_ name: String, _ attributes: [(String, String)], _ content: String) {
        // By code points: to characters, a line's end after a carriage return is none.
        let lines = content.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { Self.escaped(String($0)) }
        line("<\(name)\(Self.written(attributes))>\(lines.joined(separator: "\n"))</\(name)>")
    }

    private mutating func line(_ content: String) {
        text += String(repeating: "  ", count: depth) + content + "\n"
    }

    private static func written(_ attributes: [(String, String)]) -> String {
        attributes.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
    }

    /// Escaped scalar by scalar (a `<` joined with a combining mark is still one to a parser). Characters that XML does
    /// not allow are among those that ``PlainText`` writes out.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in PlainText.printable(text).unicodeScalars {
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&apos;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
