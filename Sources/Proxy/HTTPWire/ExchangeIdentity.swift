/// The request id and the trace that an exchange goes by: those of a trusted peer, else new ones.
package struct ExchangeIdentity: Sendable {
    package enum RequestID: Sendable {
        /// The value of the request's only X-Request-Id.
        case received(ByteRange)
        case generated(InlineArray<32, UInt8>)
    }

    package enum Trace: Sendable {
        /// The request's traceparent and tracestate stay as they are.
        case received
        /// The value of a new traceparent.
        case generated(InlineArray<55, UInt8>)
    }

    package let requestID: RequestID
    package let trace: Trace

    /// Takes what `head` brings where its sender is trusted and it is valid; makes the rest.
    package init(of head: RequestHead, isTrusted: Bool, from source: inout IdentitySource) {
        if isTrusted, let field = head.section.only(.xRequestID),
            head.withBytes(field.valueRange, Self.isValidRequestID)
        {
            self.requestID = .received(field.valueRange)
        } else {
            self.requestID = .generated(Self.hexadecimal(source.next(), source.next()))
        }
        if isTrusted, let field = head.section.only(.traceparent),
            head.withBytes(field.valueRange, Self.isValidTraceparent)
        {
            self.trace = .received
        } else {
            self.trace = .generated(Self.traceparent(from: &source))
        }
    }

    /// The bytes of the request id of the exchange that began with `head`.
    package func withRequestID<Answer>(of head: RequestHead, _ body: (Span<UInt8>) -> Answer) -> Answer {
        switch self.requestID {
        case .received(let range): head.withBytes(range, body)
        case .generated(let digits): body(digits.span)
        }
    }

    /// 1 to 128 letters, digits and `-._~:/+=@`: safe in a log, a header and a URL.
    static func isValidRequestID(_ value: Span<UInt8>) -> Bool {
        guard 1...128 ~= value.count else { return false }
        let allowed = ByteSet.requestID
        for index in value.indices where !allowed.contains(value[index]) { return false }
        return true
    }

    /// `version-traceid-parentid-flags` (W3C Trace Context, section 3.2); later versions may go on after a dash.
    static func isValidTraceparent(_ value: Span<UInt8>) -> Bool {
        let dash = UInt8(ascii: "-")
        guard value.count >= 55, value[2] == dash, value[35] == dash, value[52] == dash else { return false }
        let isFirstVersion = value[0] == .zero && value[1] == .zero
        guard value.count == 55 || (!isFirstVersion && value[55] == dash) else { return false }
        guard let version = Self.digits(value, 0..<2), Self.digits(value, 53..<55) != nil,
            let trace = Self.digits(value, 3..<35), let parent = Self.digits(value, 36..<52)
        else { return false }
        let isForbidden = value[0] == UInt8(ascii: "f") && value[1] == UInt8(ascii: "f")
        return version >= 0 && !isForbidden && trace != 0 && parent != 0
    }

    /// All bits of the digits or-ed together (zero means all zero), or nil where one is no lower-case hex digit.
    private static func digits(_ value: Span<UInt8>, _ range: Range<Int>) -> UInt8? {
        var bits: UInt8 = 0
        for index in range {
            guard let digit = value[index].hexDigitValue, value[index].lowercased == value[index] else { return nil }
            bits |= digit
        }
        return bits
    }

    private static func hexadecimal(_ high: UInt64, _ low: UInt64) -> InlineArray<32, UInt8> {
        var digits = InlineArray<32, UInt8>(repeating: .zero)
        for index in 0..<16 {
            digits[index] = HexDigits.digit(of: high, at: index)
            digits[16 &+ index] = HexDigits.digit(of: low, at: index)
        }
        return digits
    }

    /// A new trace that nobody has decided to sample.
    private static func traceparent(from source: inout IdentitySource) -> InlineArray<55, UInt8> {
        let high = source.next()
        let low = source.nextNonzero()
        let parent = source.nextNonzero()
        var value = InlineArray<55, UInt8>(repeating: .zero)
        for index in 0..<16 {
            value[3 &+ index] = HexDigits.digit(of: high, at: index)
            value[19 &+ index] = HexDigits.digit(of: low, at: index)
            value[36 &+ index] = HexDigits.digit(of: parent, at: index)
        }
        value[2] = UInt8(ascii: "-")
        value[35] = UInt8(ascii: "-")
        value[52] = UInt8(ascii: "-")
        return value
    }
}

/// Numbers as lower-case hexadecimal digits.
enum HexDigits {
    /// Digit `index` of the sixteen of `number`, the highest first.
    @inline(__always)
    static func digit(of number: UInt64, at index: Int) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: number &>> UInt64(60 &- 4 &* index)) & 15
        return value < 10 ? .zero &+ value : UInt8(ascii: "a") &- 10 &+ value
    }
}
