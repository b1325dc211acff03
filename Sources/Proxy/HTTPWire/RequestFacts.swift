/// What a complete request head says as a whole; making it checks the rules that span several fields.
struct RequestFacts {
    let method: Method
    let target: RequestTarget
    let connection: ConnectionOptions
    let framing: BodyFraming
    let authority: ByteRange?

    init(line: RequestLine, section: FieldSection, bytes: Span<UInt8>) throws(WireError) {
        self.method = Method(bytes.extracting(line.method))
        self.target = try RequestTarget(bytes, line.target, method: self.method)
        self.authority = try Self.authority(self.target, section, bytes, version: line.version)
        self.framing = try BodyFraming(declaredBy: section, bytes, version: line.version) ?? .none
        self.connection = ConnectionOptions(section, bytes)
        try Self.checkForwards(self.method, section, bytes)
        try Self.checkExpectation(section, bytes, version: line.version)
    }

    /// Exactly one valid Host (RFC 9112 section 3.2), which HTTP/1.0 may leave out. Beside an absolute form it is checked
    /// and then ignored: the form's authority is what was asked (section 3.2.2).
    private static func authority(
        _ target: RequestTarget, _ section: FieldSection, _ bytes: Span<UInt8>, version: HTTPVersion
    ) throws(WireError) -> ByteRange? {
        var host: ByteRange?
        if section.contains(.host) {
            guard let field = section.only(.host) else { throw .hostRepeated }
            host = field.valueRange
        } else if version == .http11 {
            throw .hostMissing
        }
        try Self.requireValid(host, bytes)
        try Self.requireValid(target.authority, bytes)
        return target.authority ?? host
    }

    private static func requireValid(_ range: ByteRange?, _ bytes: Span<UInt8>) throws(WireError) {
        if let range, Authority(bytes, range.bounds) == nil { throw .hostInvalid }
    }

    /// `Max-Forwards` counts for OPTIONS and TRACE, and must be one number there (RFC 9110 section 7.6.2).
    private static func checkForwards(
        _ method: Method, _ section: FieldSection, _ bytes: Span<UInt8>
    ) throws(WireError) {
        guard section.contains(.maxForwards), method == .options || method == .trace else { return }
        guard let field = section.only(.maxForwards), !field.valueRange.isEmpty else { throw .maxForwardsInvalid }
        let value = bytes.extracting(field.valueRange.bounds)
        for index in value.indices where !value[index].isDigit { throw .maxForwardsInvalid }
    }

    /// No expectation but `100-continue` is known (RFC 9110 section 10.1.1); those of HTTP/1.0 are ignored.
    private static func checkExpectation(
        _ section: FieldSection, _ bytes: Span<UInt8>, version: HTTPVersion
    ) throws(WireError) {
        guard section.contains(.expect), version == .http11 else { return }
        for field in section.fields where field.name == .expect {
            var elements = ListElements(field.valueRange.bounds)
            while let element = elements.next(in: bytes) {
                if !bytes.extracting(element).equalsIgnoringCase("100-continue") { throw .expectationUnknown }
            }
        }
    }
}
