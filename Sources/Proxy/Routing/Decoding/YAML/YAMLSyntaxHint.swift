/// What to do about the syntax errors that a route table invites.
enum YAMLSyntaxHint {
    static func hint(_ problem: String, _ text: String, _ lineNumber: Int) -> String? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = lines.indices.contains(lineNumber - 1) ? lines[lineNumber - 1] : ""
        if line.contains("\t") { return "indent with spaces; YAML takes no tabs" }
        if problem.contains("alphabetic or numeric character") || line.contains(": *") || line.contains("{match: *") {
            return "quote a value that begins with an asterisk: match: \"* /path\""
        }
        if problem.contains("undefined alias") { return "quote a value that begins with an asterisk" }
        if problem.contains("mapping values are not allowed") {
            return "quote a value that contains a colon and a space"
        }
        if problem.contains("cannot start any token") { return "quote a value that begins with % @ or a backquote" }
        return nil
    }
}
