/// The one treatment of a request's path (DESIGN 4.1): what is matched is what is sent.
///
/// Normalised: escapes of unreserved characters are decoded, other escapes written in upper case, characters that no
/// path may have raw (`"<>[]^{|}` and the backquote) are escaped, repeated slashes become one, dot segments are removed
/// (RFC 3986 section 5.2.4; those above the root vanish). Refused: what two servers may read in two ways.
package enum RequestPath {
    /// Why a path is refused; `description` is the sentence that the 400 shows.
    package enum Refusal: String, Error, Hashable, Sendable, CaseIterable, CustomStringConvertible {
        case notAbsolute = "the path does not begin with a slash"
        case invalidEscape = "a percent sign is not followed by two hexadecimal digits"
        case encodedSlash = "the path has an encoded slash"
        case backslash = "the path has a backslash"
        case control = "the path has a space or control character"
        case nonASCII = "the path has a byte that is not ASCII"
        case invalidUTF8 = "the escapes of the path are not UTF-8"
        case fragment = "the path has a fragment"
        case semicolon = "the path has a semicolon"

        package var description: String { rawValue }
    }

    /// The normal form of a path (without its query), or nil when it is in normal form already.
    package static func normalized(_ path: Span<UInt8>) throws(Refusal) -> [UInt8]? {
        guard path.count > 0, path[0] == ASCII.slash else { throw .notAbsolute }
        if isNormal(path) { return nil }
        var normalizer = PathNormalizer(capacity: path.count)
        return try normalizer.run(path)
    }

    /// Whether a path is made of plain segments: no escape, nothing to merge, remove or refuse.
    private static func isNormal(_ path: Span<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for index in path.indices {
            let byte = path[index]
            switch PathByte(byte) {
            case .plain: break
            case .slash where previous != ASCII.slash: break
            // A dot that begins a segment may make a dot segment; the long way finds out.
            case .dot where previous != ASCII.slash: break
            default: return false
            }
            previous = byte
        }
        return true
    }
}
