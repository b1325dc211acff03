/// Where the scan of a chunk's extensions is: `*( ";" BWS name [ "=" ( token / quoted-string ) ] )` (RFC 9112 section
/// 7.1.1), octet by octet.
///
/// Held to the grammar, because a reader that minds quotes and one that does not would see a line end in two places.
/// White space is allowed after a semicolon only.
enum ChunkExtension: Sendable {
    /// White space or the name must follow.
    case nameStart
    /// More of the name, `=`, `;` or CR may follow.
    case name
    /// A token or a quote must follow.
    case valueStart
    /// More of the token, `;` or CR may follow.
    case token
    /// Text, a backslash or the closing quote must follow.
    case quoted
    /// The escaped character must follow.
    case escaped
    /// `;` or CR must follow.
    case quotedEnd

    /// Where the scan is after `octet`; nil where that is the CR that ends the extensions.
    func after(_ octet: UInt8) throws(WireError) -> ChunkExtension? {
        if octet == .lineFeed { throw .bareLineFeed }
        let isToken = ByteSet.token.contains(octet)
        switch (self, octet) {
        case (.nameStart, .space), (.nameStart, .tab): return .nameStart
        case (.nameStart, _) where isToken, (.name, _) where isToken: return .name
        case (.name, UInt8(ascii: "=")): return .valueStart
        case (.valueStart, UInt8(ascii: "\"")): return .quoted
        case (.valueStart, _) where isToken, (.token, _) where isToken: return .token
        case (.quoted, UInt8(ascii: "\"")): return .quotedEnd
        case (.quoted, UInt8(ascii: "\\")): return .escaped
        case (.quoted, _) where octet.isText, (.escaped, _) where octet.isText: return .quoted
        case (.name, .semicolon), (.token, .semicolon), (.quotedEnd, .semicolon): return .nameStart
        case (.name, .carriageReturn), (.token, .carriageReturn), (.quotedEnd, .carriageReturn): return nil
        default: throw .chunkExtensionInvalid
        }
    }
}
