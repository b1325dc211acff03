/// Text of any origin in GitHub-flavoured Markdown.
///
/// What can be code is code: nothing in a code span is markup, a link, a mention or a reference to an issue, and
/// backslashes or entities would not keep GitHub from making the last three of plain text.
package enum MarkdownText {
    /// A code span, in a cell of a table too.
    package static func code(_ text: String) -> String {
        let shown = PlainText.printable(text)
        guard !shown.isEmpty else { return "*empty*" }
        let fence = String(repeating: "`", count: longestRun(of: "`", in: shown) + 1)
        // A space on both sides is taken off again; without it a backtick at the edge would be part of the fence.
        let edges: Set<Unicode.Scalar> = ["`", " "]
        let scalars = shown.unicodeScalars
        let isEdgy = [scalars.first, scalars.last].contains { $0.map(edges.contains) ?? false }
        let space = isEdgy ? " " : ""
        return fence + space + pipesEscaped(shown) + space + fence
    }

    /// A sentence of ours with texts of any origin in it: as it is where nothing of it can be markup, else as code.
    static func sentence(_ text: String) -> String {
        isPlain(text) ? text : code(text)
    }

    /// A fenced block whose lines are what they are.
    static func block(_ lines: [String], _ language: String = "") -> String {
        let shown = lines.map { PlainText.printable($0) }
        let fence = String(repeating: "`", count: max(3, (shown.map { longestRun(of: "`", in: $0) }.max() ?? 0) + 1))
        return ([fence + language] + shown + [fence]).joined(separator: "\n")
    }

    /// Text between the tags of HTML, for the line that opens a folded part; it is read as Markdown as well, so every
    /// character that means something to either is an entity.
    static func html(_ text: String) -> String {
        var escaped = ""
        for scalar in PlainText.printable(text).unicodeScalars {
            if scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar), scalar != " " {
                escaped += "&#\(scalar.value);"
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return "<code>\(escaped)</code>"
    }

    /// A table reads `\|` as a pipe, within code as well. It takes a backslash before that for part of the cell or not as
    /// implementations differ, so one that stands before a pipe is written out.
    private static func pipesEscaped(_ text: String) -> String {
        var escaped = ""
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if scalar == "|" {
                if previous == "\\" {
                    escaped.unicodeScalars.removeLast()
                    escaped += "\\u{5c}"
                }
                escaped += "\\|"
            } else {
                escaped.unicodeScalars.append(scalar)
            }
            previous = scalar
        }
        return escaped
    }

    private static func longestRun(of mark: Unicode.Scalar, in text: String) -> Int {
        var longest = 0
        var run = 0
        for scalar in text.unicodeScalars {
            run = scalar == mark ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }

    /// Words and the punctuation of prose; no beginning of a list, no reference, no address.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.properties.isAlphabetic || ("0"..."9").contains(first) else {
            return false
        }
        let digits = text.unicodeScalars.prefix { ("0"..."9").contains($0) }.count
        let next = text.unicodeScalars.dropFirst(digits).first
        if digits > 0, next == "." || next == ")" { return false }
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            let isWord = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
            guard isWord || " ,.;:()%'-→".unicodeScalars.contains(scalar) else { return false }
            // `:tada:`, `www.x`, `x.com` and `GH-1`: a colon or a point ends a word of ours, a hyphen joins two.
            if previous == ":" || previous == ".", scalar != " ", !("0"..."9").contains(scalar) { return false }
            if previous == "-", ("0"..."9").contains(scalar) { return false }
            previous = scalar
        }
        return true
    }
}
