extension Redaction {
    /// How far before a difference a name is looked for that would make the text at it secret.
    private static let lookBehind = 4096

    /// A text with everything marked that looks like a secret: values of sensitive names (`password=...`,
    /// `"token": "..."`, `Authorization: Bearer ...`) and JSON Web Tokens.
    package func marked(_ text: [UInt8]) -> [UInt8] {
        marked(text, show: text.startIndex..<text.endIndex, from: text.startIndex)
    }

    /// One value of a header field, marked and shortened.
    ///
    /// - Parameter isMarked: what is secret in it is marked already.
    func excerpt(of text: String, isMarked: Bool = false) -> String {
        let bytes = Array(text.utf8)
        return shortened(isMarked ? bytes : marked(bytes))
    }

    /// The text around an offset, marked and shortened. Secrets are looked for from well before it.
    func excerpt(of text: [UInt8], around offset: Int) -> String {
        // Where characters begin, not within one.
        func isWithin(_ place: Int) -> Bool { place > 0 && place < text.count && text[place] & 0xC0 == 0x80 }
        var start = max(0, min(offset, text.count) - 32)
        for _ in 0..<3 where isWithin(start) { start += 1 }
        var end = min(text.count, start + Self.excerptLimit)
        for _ in 0..<3 where isWithin(end) { end -= 1 }
        let shown = marked(Array(text[..<end]), show: start..<end, from: max(0, start - Self.lookBehind))
        return (start > 0 ? "…" : "") + shortened(shown) + (end < text.count ? "…" : "")
    }

    /// Valid text of bounded length without control characters; bytes that are no UTF-8 are `\xff`, so that two of them
    /// look no more alike than they are.
    func shortened(_ text: [UInt8], to limit: Int = excerptLimit) -> String {
        var shown = ""
        var parser = Unicode.UTF8.ForwardParser()
        var bytes = text.prefix(limit).makeIterator()
        var position = 0
        while true {
            switch parser.parseScalar(from: &bytes) {
            case .valid(let encoded):
                Self.append(Unicode.UTF8.decode(encoded), to: &shown)
                position += encoded.count
            case .error(let length):
                // A character that the limit cuts is whole in the text.
                if position + length < limit {
                    for byte in text[position..<position + length] { shown += "\\x\(String(byte, radix: 16))" }
                }
                position += length
            case .emptyInput:
                return text.count > limit ? shown + "…" : shown
            }
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to shown: inout String) {
        if scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value {
            shown += scalar == "\n" ? "\\n" : "\\u{\(String(scalar.value, radix: 16))}"
        } else {
            shown.unicodeScalars.append(scalar)
        }
    }

    private func marked(_ text: [UInt8], show: Range<Int>, from start: Int) -> [UInt8] {
        var shown: [UInt8] = []
        var position = start
        while position < show.upperBound {
            let secret = SecretScanner(text: text, redaction: self).secret(from: position)
            let next = min(secret?.lowerBound ?? show.upperBound, show.upperBound)
            shown += text[max(position, show.lowerBound)..<max(next, position, show.lowerBound)]
            guard let secret, secret.lowerBound < show.upperBound else { break }
            if secret.upperBound > show.lowerBound { shown += Self.mark.utf8 }
            position = secret.upperBound
        }
        return shown
    }
}
