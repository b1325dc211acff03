/// JSON that a script hands to a function: `callback({"a": 1});`, also behind the comment that guards it, `/**/`.
struct JSONP {
    /// The function's name.
    let callback: ArraySlice<UInt8>
    let json: ArraySlice<UInt8>

    /// nil for any other script.
    init?(_ text: [UInt8]) {
        var rest = Self.trimmed(text[...])
        if rest.starts(with: "/**/".utf8) { rest = Self.trimmed(rest.dropFirst(4)) }
        if rest.last == UInt8(ascii: ";") { rest = Self.trimmed(rest.dropLast()) }
        guard rest.last == UInt8(ascii: ")"), let open = rest.firstIndex(of: UInt8(ascii: "(")) else { return nil }
        let name = Self.trimmed(rest[..<open])
        guard !name.isEmpty, name.count <= Self.longestName, name.allSatisfy(Self.isOfName) else { return nil }
        callback = name
        json = rest[(open + 1)...].dropLast()
    }

    private static let longestName = 128

    /// `jQuery1710_42`, `app.views["list"].load`
    private static func isOfName(_ byte: UInt8) -> Bool {
        TextSegments.isWord(byte) || "_$.[]\"'".utf8.contains(byte)
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text
        while let first = text.first, TextForm.isSpace(first) { text.removeFirst() }
        while let last = text.last, TextForm.isSpace(last) { text.removeLast() }
        return text
    }
}
