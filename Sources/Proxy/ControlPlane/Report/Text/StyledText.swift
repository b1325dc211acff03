/// Text of which parts have a tone: one paragraph of a terminal report.
struct StyledText: ExpressibleByStringLiteral {
    struct Run {
        var text: String
        var tone: TextStyle.Tone?
    }

    private(set) var runs: [Run]

    /// What is not a literal must have passed ``PlainText``; every initializer and ``+`` sees to that.
    init(_ text: String, _ tone: TextStyle.Tone? = nil) {
        runs = [Run(text: PlainText.printable(text), tone: tone)]
    }

    init(stringLiteral value: String) {
        self.init(value)
    }

    static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.runs += right.runs
        return sum
    }

    static func += (left: inout Self, right: Self) { left = left + right }

    var columns: Int { runs.reduce(0) { $0 + TextColumns.count($1.text) } }

    /// In one line, whatever its length.
    func line(_ style: TextStyle) -> String {
        var joined: [Run] = []
        for run in runs {
            if let last = joined.indices.last, joined[last].tone == run.tone {
                joined[last].text += run.text
            } else {
                joined.append(run)
            }
        }
        return joined.map { run in run.tone.map { style(run.text, $0) } ?? run.text }.joined()
    }

    /// The text in at most so many columns, cut with an ellipsis.
    func shortened(_ width: Int) -> StyledText {
        guard columns > width else { return self }
        var room = width - 1
        var cut = StyledText(runs: [])
        for run in runs where room > 0 {
            let piece = String(TextColumns.prefix(run.text[...], room))
            cut.runs.append(Run(text: piece, tone: run.tone))
            room = piece.count < run.text.count ? 0 : room - TextColumns.count(piece)
        }
        return cut + StyledText(width > 0 ? "…" : "")
    }

    /// Broken at spaces into lines of at most so many columns; what has no space is broken where the line ends.
    ///
    /// - Parameters:
    ///   - indent: columns that the first line leaves free.
    ///   - hanging: those that the others leave free.
    func lines(_ style: TextStyle, width: Int?, indent: Int = 0, hanging: Int = 0) -> [String] {
        guard let width, indent + columns > width else {
            return [String(repeating: " ", count: indent) + line(style)]
        }
        var lines: [String] = []
        var current = StyledText(runs: [])
        var used = indent
        func margin(_ number: Int) -> String { String(repeating: " ", count: number == 0 ? indent : hanging) }
        func end() {
            lines.append(margin(lines.count) + current.trimmed.line(style))
            current = StyledText(runs: [])
            used = hanging
        }
        for word in words {
            var rest = word.text[...]
            let room = max(8, width - hanging)
            if used + TextColumns.count(word.text) > width, !current.isBlank, !word.isSpace {
                // A long word begins where it stands when little would be gained by a new line.
                if TextColumns.count(word.text) <= room || used > width - 8 { end() }
            }
            while used + TextColumns.count(String(rest)) > width, !word.isSpace {
                let piece = TextColumns.prefix(rest, max(1, width - used))
                guard !piece.isEmpty else { break }
                current.runs.append(Run(text: String(piece), tone: word.tone))
                rest = rest[piece.endIndex...]
                end()
            }
            if word.isSpace, used >= width || (current.runs.isEmpty && !lines.isEmpty) { continue }
            current.runs.append(Run(text: String(rest), tone: word.tone))
            used += TextColumns.count(String(rest))
        }
        if !current.isBlank { end() }
        return lines
    }

    private init(runs: [Run]) { self.runs = runs }

    private struct Word {
        var text: String
        var tone: TextStyle.Tone?
        var isSpace: Bool
    }

    private var words: [Word] {
        runs.flatMap { run -> [Word] in
            var words: [Word] = []
            for character in run.text {
                let isSpace = character == " "
                if let last = words.indices.last, words[last].isSpace == isSpace {
                    words[last].text.append(character)
                } else {
                    words.append(Word(text: String(character), tone: run.tone, isSpace: isSpace))
                }
            }
            return words
        }
    }

    private var isBlank: Bool { runs.allSatisfy { $0.text.allSatisfy { $0 == " " } } }

    /// Without spaces at the end.
    var trimmed: Self {
        var runs = runs
        while let last = runs.last {
            let text = last.text.reversed().drop { $0 == " " }.reversed()
            if text.isEmpty {
                runs.removeLast()
            } else {
                runs[runs.count - 1].text = String(text)
                break
            }
        }
        return StyledText(runs: runs)
    }
}
