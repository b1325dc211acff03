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
    }

    /// Exactly one valid Host, equal to the authority of an absolute form (RFC 9112 sections 3.2 and 3.2.2); HTTP/1.0
    /// may leave it out.
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
        let named: Authority? = try Self.valid(host, bytes)
        guard let asked = try Self.valid(target.authority, bytes) else { return host }
        // `https` is as long as `http` plus one, so the path of the scheme tells the port.
        let isSecure = bytes[target.whole.lowerBound + 4].lowercased == UInt8(ascii: "s")
        if let named, !named.isSame(as: asked, in: bytes, defaultPort: isSecure ? 443 : 80) { throw .hostDiffers }
        return target.authority
    }

    private static func valid(_ range: ByteRange?, _ bytes: Span<UInt8>) throws(WireError) -> Authority? {
        guard let range else { return nil }
        guard let authority = Authority(bytes, range.bounds) else { throw .hostInvalid }
        return authority
    }
}
