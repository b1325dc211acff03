extension JSON {
    /// The value as JSON text that is fit for a header field: everything beyond ASCII is escaped.
    package var asciiText: String {
        var ascii = ""
        for scalar in text.unicodeScalars {
            guard scalar.value > 0x7E else {
                ascii.unicodeScalars.append(scalar)
                continue
            }
            for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                let digits = String(unit, radix: 16)
                ascii += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return ascii
    }
}
