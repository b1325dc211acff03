/// Start line and fields of a message, split at CRLF; shared by the raw client and the fake target.
struct RawHead {
    let startLine: String
    /// Names in lower case.
    let fields: [(name: String, value: String)]
    /// Bytes up to and including the empty line.
    let length: Int

    /// Nil until the empty line has come.
    init?(_ bytes: [UInt8]) {
        guard let end = Self.endOfHead(bytes) else { return nil }
        let lines = String(decoding: bytes[..<(end - 4)], as: UTF8.self)
            .split(separator: "\r\n", omittingEmptySubsequences: false)
        startLine = lines.first.map(String.init) ?? ""
        fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? parts[1] : ""
            return (parts[0].lowercased(), Self.trimmed(value))
        }
        length = end
    }

    /// Without the white space around it.
    private static func trimmed(_ value: Substring) -> String {
        var rest = value.drop { $0 == " " || $0 == "\t" }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return String(rest)
    }

    var isChunked: Bool {
        fields.contains { $0.name == "transfer-encoding" && $0.value.lowercased().hasSuffix("chunked") }
    }

    var contentLength: Int? {
        get throws {
            guard let field = fields.first(where: { $0.name == "content-length" }) else { return nil }
            guard let length = Int(field.value) else {
                throw MalformedAnswer(description: "content-length: \(field.value)")
            }
            return length
        }
    }

    /// The content of a chunked body that starts at `start`, and where it ends; nil while it is not complete.
    static func dechunk(_ bytes: [UInt8], from start: Int) throws -> (content: [UInt8], end: Int)? {
        var content: [UInt8] = []
        var position = start
        while true {
            guard let line = endOfLine(bytes, from: position) else { return nil }
            let text = String(decoding: bytes[position..<line - 2], as: UTF8.self).prefix { $0 != ";" }
            guard let size = Int(text, radix: 16) else { throw MalformedAnswer(description: "chunk size: \(text)") }
            position = line
            if size == 0 { break }
            guard bytes.count >= position + size + 2 else { return nil }
            content += bytes[position..<position + size]
            position += size + 2
        }
        while true {
            guard let line = endOfLine(bytes, from: position) else { return nil }
            defer { position = line }
            if line - position == 2 { return (content, line) }
        }
    }

    private static func endOfLine(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == 13, bytes[index + 1] == 10 { return index + 2 }
            index += 1
        }
        return nil
    }

    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        var index = 0
        while index + 3 < bytes.count {
            if bytes[index + 3] == 10, bytes[index] == 13, bytes[index + 1] == 10, bytes[index + 2] == 13 {
                return index + 4
            }
            index += 1
        }
        return nil
    }
}
