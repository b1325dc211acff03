/// An HTTP/1.1 answer as it came over the wire, read without any tolerance and without the code under test.
package struct RawAnswer: Sendable {
    package let status: Int
    /// Names in lower case, in the order of the wire.
    package let fields: [(name: String, value: String)]
    /// The content, with the chunked framing taken away.
    package let body: [UInt8]
    /// Every byte of it.
    package let bytes: [UInt8]

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// The first field of that name.
    package subscript(_ name: String) -> String? {
        fields.first { $0.name == name.lowercased() }?.value
    }

    /// All values of that name.
    package func values(_ name: String) -> [String] {
        fields.filter { $0.name == name.lowercased() }.map(\.value)
    }
}

/// What arrived is not an HTTP/1.1 answer.
package struct MalformedAnswer: Error, CustomStringConvertible {
    package let description: String
}

extension RawAnswer {
    /// The answer at the start of `bytes` to a request with `method`, and how long it is; nil while it is not complete.
    ///
    /// `ended` says that no more bytes will come, which completes an answer without a length.
    package static func parse(_ bytes: [UInt8], to method: String, ended: Bool) throws -> (
        answer: RawAnswer, length: Int
    )? {
        guard let head = RawHead(bytes) else { return nil }
        let parts = head.startLine.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0] == "HTTP/1.1" || parts[0] == "HTTP/1.0", let status = Int(parts[1]) else {
            throw MalformedAnswer(description: "not a status line: \(head.startLine)")
        }
        let isBodiless = method == "HEAD" || status / 100 == 1 || status == 204 || status == 304
        let body: (content: [UInt8], end: Int)
        if isBodiless {
            body = ([], head.length)
        } else if head.isChunked {
            guard let chunks = try RawHead.dechunk(bytes, from: head.length) else { return nil }
            body = chunks
        } else if let length = try head.contentLength {
            guard bytes.count - head.length >= length else { return nil }
            body = (Array(bytes[head.length..<head.length + length]), head.length + length)
        } else {
            guard ended else { return nil }
            body = (Array(bytes[head.length...]), bytes.count)
        }
        let answer = RawAnswer(
            status: status, fields: head.fields, body: body.content, bytes: Array(bytes[..<body.end]))
        return (answer, body.end)
    }
}
