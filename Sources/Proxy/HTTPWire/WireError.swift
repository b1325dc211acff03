/// Why bytes from a peer are not a message that we accept. Nothing is ever repaired.
///
/// From a client it is answered with ``status`` and ``explanation`` and the connection closes; from a target it is a
/// 502, and the connection is thrown away.
package enum WireError: Error, Sendable, Hashable, CaseIterable {
    // Request line and status line
    case requestLineTooLong, methodInvalid, targetInvalid, targetFormInvalid, connectUnsupported
    case versionInvalid, versionUnsupported, statusLineInvalid
    // Lines and fields
    case headTooLarge, tooManyFields, bareCarriageReturn, bareLineFeed, foldedLine
    case fieldNameEmpty, fieldNameInvalid, spaceBeforeColon, fieldValueInvalid
    case hostMissing, hostRepeated, hostInvalid, maxForwardsInvalid, expectationUnknown
    // Framing
    case contentLengthInvalid, contentLengthRepeated, contentLengthWithTransferEncoding
    case transferEncodingInvalid, transferEncodingRepeated, transferEncodingUnsupported, transferEncodingInHTTP10
    // Chunks
    case chunkSizeInvalid, chunkSizeTooLarge, chunkExtensionInvalid, chunkExtensionTooLong, chunkEndMissing
    case trailerInvalid, trailersTooLarge
    /// The sender ended the connection in the middle of a message.
    case messageIncomplete
    /// What a trusted peer must say before the first request.
    case proxyHeaderInvalid

    /// The status to answer a client with.
    package var status: Int {
        switch self {
        case .requestLineTooLong: 414
        case .expectationUnknown: 417
        case .headTooLarge, .tooManyFields, .trailersTooLarge: 431
        case .connectUnsupported, .transferEncodingUnsupported: 501
        case .versionUnsupported: 505
        case .methodInvalid, .targetInvalid, .targetFormInvalid, .versionInvalid, .statusLineInvalid,
            .bareCarriageReturn, .bareLineFeed, .foldedLine, .fieldNameEmpty, .fieldNameInvalid, .spaceBeforeColon,
            .fieldValueInvalid, .hostMissing, .hostRepeated, .hostInvalid, .maxForwardsInvalid,
            .contentLengthInvalid, .contentLengthRepeated, .contentLengthWithTransferEncoding,
            .transferEncodingInvalid, .transferEncodingRepeated, .transferEncodingInHTTP10, .chunkSizeInvalid,
            .chunkSizeTooLarge, .chunkExtensionInvalid, .chunkExtensionTooLong, .chunkEndMissing, .trailerInvalid,
            .messageIncomplete, .proxyHeaderInvalid:
            400
        }
    }

    /// The word for the metrics: which limit was passed, or that the message is malformed.
    package var reason: StaticString {
        switch self.status {
        case 414: "request_line_too_long"
        case 431: self == .tooManyFields ? "too_many_fields" : "head_too_large"
        default: "malformed_request"
        }
    }

    /// One short sentence for the answer and the log; quotes nothing that the peer sent.
    package var explanation: StaticString {
        switch self {
        case .requestLineTooLong: "The request line is too long."
        case .methodInvalid: "The method is not a token followed by one space."
        case .targetInvalid: "The request target holds a character that is not allowed there."
        case .targetFormInvalid: "The request target has none of the forms that its method allows."
        case .connectUnsupported: "CONNECT is not supported."
        case .versionInvalid: "The request line does not end with a valid HTTP version."
        case .versionUnsupported: "Only HTTP/1.0 and HTTP/1.1 are supported."
        case .statusLineInvalid: "The status line is invalid."
        case .headTooLarge: "The header section is too large."
        case .tooManyFields: "The header section has too many fields."
        case .bareCarriageReturn: "A carriage return is not followed by a line feed."
        case .bareLineFeed: "A line feed does not follow a carriage return."
        case .foldedLine: "A field line begins with white space."
        case .fieldNameEmpty: "A field line has no name."
        case .fieldNameInvalid: "A field name holds a character that is not allowed there."
        case .spaceBeforeColon: "White space stands between a field name and its colon."
        case .fieldValueInvalid: "A field value holds a control character."
        case .hostMissing: "The Host field is missing."
        case .hostRepeated: "The Host field is repeated."
        case .hostInvalid: "The host is invalid."
        case .maxForwardsInvalid: "Max-Forwards is not one number."
        case .expectationUnknown: "No expectation but 100-continue can be met."
        case .contentLengthInvalid: "Content-Length is not a number that can be used."
        case .contentLengthRepeated: "Content-Length is repeated."
        case .contentLengthWithTransferEncoding: "Content-Length and Transfer-Encoding are both present."
        case .transferEncodingInvalid: "Transfer-Encoding does not end with chunked."
        case .transferEncodingRepeated: "Transfer-Encoding is repeated."
        case .transferEncodingUnsupported: "No transfer coding but chunked is supported."
        case .transferEncodingInHTTP10: "HTTP/1.0 has no Transfer-Encoding."
        case .chunkSizeInvalid: "A chunk size is not a hexadecimal number."
        case .chunkSizeTooLarge: "A chunk size is too large."
        case .chunkExtensionInvalid: "A chunk extension is not a name with a token or a quoted string."
        case .chunkExtensionTooLong: "The chunk extensions are too long."
        case .chunkEndMissing: "A chunk does not end with CRLF after its last byte."
        case .trailerInvalid: "A trailer line is invalid."
        case .trailersTooLarge: "The trailer section is too large."
        case .proxyHeaderInvalid: "The connection does not begin with a valid header of the PROXY protocol."
        case .messageIncomplete: "The connection ended in the middle of the message."
        }
    }
}
