import HTTPWire
package import NIOCore

/// The request of a shadowed exchange as both sides got it, for asking one of them again. Held in memory until the
/// exchange is judged, and never stored: it has the client's credentials.
package struct CapturedRequest: Sendable {
    private let head: RequestHead
    private let forwarding: RequestForwarding
    /// The head as the shadow got it; ids in it may have other names.
    private let copy: ByteBuffer
    /// The body without framing, as the client sent it; nil when there is one that was not kept.
    private let body: ByteBuffer?
    /// Whether the request may be sent again: it changes nothing, and both sides got this body.
    package let isRepeatable: Bool

    init(
        _ head: RequestHead, forwarding: RequestForwarding, copy: ByteBuffer, body: ByteBuffer?, mayBeRepeated: Bool
    ) {
        isRepeatable = mayBeRepeated && body != nil
        self.head = head
        self.forwarding = forwarding
        self.copy = copy
        self.body = body
    }

    /// Bytes held beyond what the exchange holds anyway.
    var byteCount: Int { head.buffer.readableBytes + copy.readableBytes + (body?.readableBytes ?? 0) }

    /// The request once more, marked as a question of the comparison (`Ficus-Leg: noise`), without conditions; nil when
    /// it must not be sent again.
    package func repetition(ofShadow isShadow: Bool) -> RequestMessage? {
        guard isRepeatable, let body else { return nil }
        return message(isShadow, body: body)
    }

    /// The request as who answered the client got it, for showing and recording it; nil when its body was not kept.
    package var original: RequestMessage? { body.flatMap { message(false, body: $0) } }

    /// What was asked, without its body: for telling kinds of requests apart.
    package var question: RequestMessage? { message(false, body: ByteBuffer()) }

    /// What the shadow was asked, without its body.
    package var shadowQuestion: RequestMessage? { message(true, body: ByteBuffer()) }

    private func message(_ isShadow: Bool, body: ByteBuffer) -> RequestMessage? {
        if isShadow { return RequestMessage(copy, body: body) }
        var forwarding = forwarding
        forwarding.leg = .noise
        forwarding.keepsExpect = false
        var bytes = ByteBuffer()
        forwarding.write(head, to: &bytes)
        return RequestMessage(bytes, body: body)
    }
}

/// A request as text, off the path of requests.
package struct RequestMessage: Sendable {
    package var method: String
    /// Path and query.
    package var target: String
    /// In the order sent, names as written.
    package var fields: [(name: String, value: String)]
    package var body: ByteBuffer

    package init(method: String, target: String, fields: [(name: String, value: String)], body: ByteBuffer) {
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
    }

    /// The value of the first field of a name, which is in lower case.
    package func value(of name: String) -> String? { fields.first { $0.name.lowercased() == name }?.value }

    /// Reads a head that this proxy wrote; nil for anything else.
    init?(_ head: ByteBuffer, body: ByteBuffer) {
        let lines = head.readableBytesView.split(separator: UInt8(ascii: "\n")).map { line in
            String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
        }
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        method = String(words[0])
        target = String(words[1])
        self.body = body
        fields = lines.dropFirst().compactMap { line in
            guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let value = line[line.utf8.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            let name = String(line[..<colon])
            return (name, name == "Ficus-Leg" ? "noise" : String(value))
        }
    }
}
