/// Fills `${NAME}` and `${NAME:-default}` into values.
struct Variables {
    let environment: [String: String]
    let log: DiagnosticLog

    /// The text with its variables filled in, or nil when one cannot be. What comes out of a variable is text: YAML does
    /// not see it again.
    func filled(_ text: String, at location: SourceLocation) -> String? {
        var result = ""
        var isComplete = true
        var rest = text[...]
        while let start = rest.firstRange(of: "${") {
            result += rest[..<start.lowerBound]
            guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
                log.error(
                    .invalidVariable, at: location, "the variable in \"\(text)\" has no closing brace",
                    hint: "write ${NAME} or ${NAME:-default}")
                return nil
            }
            if let value = value(of: rest[start.upperBound..<end], at: location) {
                result += value
            } else {
                isComplete = false
            }
            rest = rest[rest.index(after: end)...]
        }
        return isComplete ? result + rest : nil
    }

    private func value(of reference: Substring, at location: SourceLocation) -> String? {
        let separator = reference.firstRange(of: ":-")
        let name = String(separator.map { reference[..<$0.lowerBound] } ?? reference)
        guard isName(name) else {
            log.error(
                .invalidVariable, at: location, "\"${\(reference)}\" is not a variable",
                hint: "write ${NAME} or ${NAME:-default}, the name in letters, digits and underscores")
            return nil
        }
        // As in a shell: the default stands in for an empty value too.
        if let value = environment[name], !value.isEmpty || separator == nil { return value }
        if let separator { return String(reference[separator.upperBound...]) }
        log.error(
            .unsetVariable, at: location, "the environment variable \(name) is not set",
            hint: "set it, or give a default: ${\(name):-value}")
        return nil
    }

    private func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !ASCII.isDigit(first) else { return false }
        return name.utf8.allSatisfy { ASCII.isDigit($0) || ASCII.isLetter($0) || $0 == ASCII.underscore }
    }
}
