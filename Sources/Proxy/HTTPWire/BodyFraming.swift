/// Where the body of a message ends (RFC 9112 section 6.3).
package enum BodyFraming: Sendable, Hashable {
    /// No body.
    case none
    /// This many bytes; zero is `none`.
    case length(Int)
    /// Chunks, validated by ``ChunkScanner``.
    case chunked
    /// Until the target closes; responses only.
    case untilClose
}

extension BodyFraming {
    /// What Content-Length and Transfer-Encoding of a head say; nil where neither is present.
    ///
    /// Anything that two readers could take differently is refused: both fields together (RFC 9112 section 6.1 allows
    /// that), a repeated or differing Content-Length, a list, a sign, white space inside, an overflow, a coding other
    /// than exactly `chunked`, and Transfer-Encoding in HTTP/1.0.
    init?(
        declaredBy section: FieldSection, _ bytes: Span<UInt8>, version: HTTPVersion
    ) throws(WireError) {
        if section.contains(.transferEncoding) {
            if section.contains(.contentLength) { throw .contentLengthWithTransferEncoding }
            if version == .http10 { throw .transferEncodingInHTTP10 }
            guard let field = section.only(.transferEncoding) else { throw .transferEncodingRepeated }
            try Self.requireChunked(bytes.extracting(field.valueRange.bounds))
            self = .chunked
        } else if section.contains(.contentLength) {
            guard let field = section.only(.contentLength) else { throw .contentLengthRepeated }
            let length = try Self.length(bytes.extracting(field.valueRange.bounds))
            self = length == 0 ? .none : .length(length)
        } else {
            return nil
        }
    }

    /// `1*DIGIT` that fits (RFC 9110 section 8.6).
    private static func length(_ value: Span<UInt8>) throws(WireError) -> Int {
        if value.isEmpty { throw .contentLengthInvalid }
        var length = 0
        for index in value.indices {
            guard value[index].isDigit else { throw .contentLengthInvalid }
            let (tens, overflows) = length.multipliedReportingOverflow(by: 10)
            let (sum, overflowsAgain) = tens.addingReportingOverflow(Int(value[index] &- .zero))
            if overflows || overflowsAgain { throw .contentLengthInvalid }
            length = sum
        }
        return length
    }

    /// Another last coding than `chunked` leaves the end of the body unknown: 400; other codings before it are just
    /// not supported: 501 (RFC 9112 sections 6.1 and 6.3).
    private static func requireChunked(_ value: Span<UInt8>) throws(WireError) {
        if value.equalsIgnoringCase("chunked") { return }
        var elements = ListElements(0..<value.count)
        var count = 0
        var isLastChunked = false
        var chunkedCount = 0
        while let element = elements.next(in: value) {
            count += 1
            isLastChunked = value.extracting(element).equalsIgnoringCase("chunked")
            if isLastChunked { chunkedCount += 1 }
        }
        throw isLastChunked && chunkedCount == 1 && count > 1 ? .transferEncodingUnsupported : .transferEncodingInvalid
    }
}
