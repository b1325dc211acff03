import Mustache

/// Escapes text for HTML, scalar by scalar.
///
/// The escaping that the template library has built in looks at characters: a `<` that is joined with a combining mark,
/// or with a mark that comes before, is another character to it and passes. A browser sees the `<`.
struct HTMLEscaping: MustacheContentType {
    /// The name in the template's pragma.
    static let name = "FICUS_HTML"

    func escapeText(_ text: String) -> String {
        var escaped = ""
        for scalar in PlainText.printable(text).unicodeScalars {
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "`": escaped += "&#96;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
