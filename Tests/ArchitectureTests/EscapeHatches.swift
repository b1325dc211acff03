import Foundation

/// Ways around the compiler's checks. Each use needs a `// Why:` on its line or in the comment right above it.
enum EscapeHatches {
    static let patterns = [
        "@unchecked Sendable", "nonisolated(unsafe)", "try!", "as!", "Task.detached", ".wait()", "fatalError(",
        "unsafeBitCast(", "-Ounchecked",
    ]

    static func violations(in file: SourceFile) -> [String] {
        file.lines.enumerated().flatMap { index, line -> [String] in
            let code = withoutComment(line)
            return patterns.filter { contains(code, $0) }.compactMap { pattern in
                isExplained(index, file.lines) ? nil : "\(file.path):\(index + 1): \(pattern) without `// Why:`"
            }
        }
    }

    /// The line up to a `//` which is not inside a string such as a URL.
    private static func withoutComment(_ line: String) -> Substring {
        var inString = false
        var previous: Character = " "
        for index in line.indices {
            let character = line[index]
            if character == "\"", previous != "\\" { inString.toggle() }
            if character == "/", previous == "/", !inString { return line[..<line.index(before: index)] }
            previous = character
        }
        return line[...]
    }

    /// `as!` is found in `x as! Y`, not in `alias!`.
    private static func contains(_ code: Substring, _ pattern: String) -> Bool {
        var rest = code
        while let range = rest.range(of: pattern) {
            let before = range.lowerBound > rest.startIndex ? rest[rest.index(before: range.lowerBound)] : " "
            let startsWithLetter = pattern.first?.isLetter == true
            if !startsWithLetter || !(before.isLetter || before.isNumber || before == "_") { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }

    private static func isExplained(_ index: Int, _ lines: [String]) -> Bool {
        if lines[index].contains("// Why:") { return true }
        var above = index - 1
        while above >= 0, lines[above].drop(while: { $0 == " " }).hasPrefix("//") {
            if lines[above].contains("Why:") { return true }
            above -= 1
        }
        return false
    }
}
