/// Finds what looks like a secret in text of any format.
struct SecretScanner {
    let text: [UInt8]
    let redaction: Redaction

    /// The next secret that begins at or after an offset.
    func secret(from start: Int) -> Range<Int>? {
        var position = start
        while position < text.count {
            guard Self.isWord(text[position]) else {
                position += 1
                continue
            }
            let word = wordRange(from: position)
            if let token = webToken(in: word) ?? SecretPattern(text: text).secret(at: word) { return token }
            if redaction.isSensitive(name: text[word]), let value = value(after: word.upperBound) { return value }
            position = word.upperBound
        }
        return nil
    }

    private func wordRange(from start: Int) -> Range<Int> {
        start..<(text[start...].firstIndex { !Self.isWord($0) } ?? text.count)
    }

    /// `eyJ...` with at least two more parts: a JSON Web Token in compact form.
    private func webToken(in word: Range<Int>) -> Range<Int>? {
        guard word.count > 8, text[word].starts(with: "eyJ".utf8) else { return nil }
        var end = word.upperBound
        var parts = 1
        while end < text.count, text[end] == UInt8(ascii: ".") {
            end = text[(end + 1)...].firstIndex { !Self.isWord($0) } ?? text.count
            parts += 1
        }
        return parts >= 2 ? word.lowerBound..<end : nil
    }

    /// The value of a name: what follows `=` or `:` up to the end of the field, the quoted string, or the line.
    private func value(after name: Int) -> Range<Int>? {
        var position = name
        func skip(_ bytes: Set<UInt8>) {
            while position < text.count, bytes.contains(text[position]) { position += 1 }
        }
        skip([UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "]"), UInt8(ascii: " ")])
        guard position < text.count, text[position] == UInt8(ascii: "=") || text[position] == UInt8(ascii: ":")
        else { return nil }
        position += 1
        skip([UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\\")])
        guard position < text.count else { return nil }
        let quote = text[position]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = position + 1
            return start..<closing(quote, from: start)
        }
        let start = position
        let ends: Set<UInt8> = [
            UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"),
            UInt8(ascii: "<"), UInt8(ascii: "}"),
        ]
        let end = text[start...].firstIndex { ends.contains($0) } ?? text.count
        return end > start ? start..<end : nil
    }

    private func closing(_ quote: UInt8, from start: Int) -> Int {
        var position = start
        while position < text.count, text[position] != quote {
            position += text[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(position, text.count)
    }

    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
