/// Plain text that YAML, in one of its versions, reads as something else than what stands there.
///
/// Ficus reads text only, so a trap could not change a meaning here; but the reader of the file may think that it does.
struct YAMLTrap {
    /// "a boolean", "the number 8".
    let reading: String
    let hint: String

    /// nil when the text means itself.
    init?(_ text: String) {
        let lower = text.lowercased()
        if ["y", "n", "yes", "no", "on", "off"].contains(lower) {
            reading = "a boolean"
            hint = "write true or false, or put it in quotes if the word is meant"
        } else if Self.isSexagesimal(lower) {
            reading = "a number in base 60"
            hint = "write a duration with its unit, such as 90s, or put it in quotes if the text is meant"
        } else if lower.count > 1, lower.first == "0", lower.utf8.allSatisfy(ASCII.isDigit) {
            reading = "an octal number"
            hint = "remove the leading zero, or put it in quotes if the text is meant"
        } else if ["0x", "0o", "0b"].contains(where: lower.hasPrefix), Int(lower.dropFirst(2), radix: 16) != nil {
            reading = "a number in another base"
            hint = "write it in decimal, or put it in quotes if the text is meant"
        } else if Self.isNumberWithMarks(lower) {
            reading = "a plain number"
            hint = "write it in digits, or put it in quotes if the text is meant"
        } else {
            return nil
        }
    }

    /// `1:30`, `12:30:45`.
    private static func isSexagesimal(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count > 1 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(ASCII.isDigit) }
    }

    /// `1_000`, `1e3`, `.5`, `.inf`, `+1`.
    private static func isNumberWithMarks(_ text: String) -> Bool {
        if [".inf", "-.inf", "+.inf", ".nan"].contains(text) { return true }
        guard let first = text.utf8.first, ASCII.isDigit(first) || first == ASCII.dot || text.hasPrefix("+") else {
            return false
        }
        let digits = text.replacing("_", with: "")
        guard Double(digits) != nil else { return false }
        return !text.utf8.allSatisfy { ASCII.isDigit($0) || $0 == ASCII.dot } || first == ASCII.dot
    }
}
