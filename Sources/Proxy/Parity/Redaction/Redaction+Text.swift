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
        let start = max(0, min(offset, text.count) - 32)
        let end = min(text.count, start + Self.excerptLimit)
        let shown = marked(Array(text[..<end]), show: start..<end, from: max(0, start - Self.lookBehind))
        return (start > 0 ? "…" : "") + shortened(shown) + (end < text.count ? "…" : "")
    }

    /// Valid text of bounded length without control characters.
    func shortened(_ text: [UInt8], to limit: Int = excerptLimit) -> String {
        var shown = ""
        for scalar in String(decoding: text.prefix(limit), as: UTF8.self).unicodeScalars {
            if scalar.value < 0x20 || 0x7F..<0xA0 ~= scalar.value {
                shown += scalar == "\n" ? "\\n" : "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return text.count > limit ? shown + "…" : shown
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
