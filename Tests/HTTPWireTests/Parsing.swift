import HTTPWire
import NIOCore

/// The head at the front of `text`, or nil where it is not complete.
func request(_ text: String, limits: HeadLimits = HeadLimits()) throws(WireError) -> RequestHead? {
    var parser = RequestParser(limits: limits)
    var buffer = ByteBuffer(string: text)
    return try parser.parse(&buffer)
}

func response(_ text: String, limits: HeadLimits = HeadLimits()) throws(WireError) -> ResponseHead? {
    var parser = ResponseParser(limits: limits)
    var buffer = ByteBuffer(string: text)
    return try parser.parse(&buffer)
}

/// What becomes of bytes, in a form that can be compared.
enum Outcome: Equatable, Sendable {
    case head(String, rest: Int)
    case incomplete
    case refused(WireError)
}

/// Parses `bytes` as they arrive in `pieces`.
func requestOutcome(_ pieces: [ArraySlice<UInt8>], limits: HeadLimits = HeadLimits()) -> Outcome {
    var parser = RequestParser(limits: limits)
    var buffer = ByteBuffer()
    do {
        for (index, piece) in pieces.enumerated() {
            buffer.writeBytes(piece)
            guard let head = try parser.parse(&buffer) else { continue }
            let later = pieces[(index + 1)...].reduce(0) { $0 + $1.count }
            return .head(describe(head), rest: buffer.readableBytes + later)
        }
        return .incomplete
    } catch {
        return .refused(error)
    }
}

func responseOutcome(_ pieces: [ArraySlice<UInt8>], limits: HeadLimits = HeadLimits()) -> Outcome {
    var parser = ResponseParser(limits: limits)
    var buffer = ByteBuffer()
    do {
        for (index, piece) in pieces.enumerated() {
            buffer.writeBytes(piece)
            guard let head = try parser.parse(&buffer) else { continue }
            let later = pieces[(index + 1)...].reduce(0) { $0 + $1.count }
            return .head(describe(head), rest: buffer.readableBytes + later)
        }
        return .incomplete
    } catch {
        return .refused(error)
    }
}

func describe(_ head: RequestHead) -> String {
    let target = head.target
    return """
        \(head.method) \(head.string(head.methodRange)) \(target.form) \(head.string(target.path)) \
        \(target.query.map(head.string) ?? "-") \(head.authority.map(head.string) ?? "-") \(head.version) \
        \(head.framing) \(head.keepsConnection) \(describeFields(head))
        """
}

func describe(_ head: ResponseHead) -> String {
    """
    \(head.status) \(head.string(head.reasonRange)) \(head.version) \(head.framing(answering: .get)) \
    \(head.keepsConnection) \(describeFields(head))
    """
}

func describeFields(_ head: some MessageHead) -> String {
    head.section.fields.map { "\($0.name):\(head.string($0.nameRange))=\(head.string($0.valueRange))" }
        .joined(separator: "|")
}

/// The lines of a written head, without the empty one.
func lines(_ buffer: ByteBuffer) -> [String] {
    let text = String(buffer: buffer)
    precondition(text.hasSuffix("\r\n\r\n"), "a head ends with an empty line: \(text)")
    // CRLF is one character.
    return text.dropLast(2).split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
}
