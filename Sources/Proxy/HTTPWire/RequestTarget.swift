/// A request target in one of its four forms (RFC 9112 section 3.2), as ranges of the head.
package struct RequestTarget: Sendable, Hashable {
    package enum Form: UInt8, Sendable, Hashable { case origin, absolute, authority, asterisk }

    package let form: Form
    /// The whole target as written.
    package let whole: ByteRange
    /// The path as written; empty where an absolute form has none, which means `/`.
    package let path: ByteRange
    /// The query without its question mark; nil where there is no question mark.
    package let query: ByteRange?
    /// The authority of an absolute form, else nil.
    package let authority: ByteRange?
    /// An absolute form with the scheme `https`.
    package let isSecure: Bool
}

extension RequestTarget {
    /// Splits `bytes[whole]`, whose characters are visible ASCII without `#`.
    init(_ bytes: Span<UInt8>, _ whole: Range<Int>, method: Method) throws(WireError) {
        // CONNECT is the only method with an authority form, and a gateway has no tunnels to give.
        if method == .connect { throw .connectUnsupported }
        let target = bytes.extracting(whole)
        var form = Form.origin
        var isSecure = false
        var authority: ByteRange?
        var pathStart = whole.lowerBound
        if target[0] != .slash {
            if target.elementsEqual("*") {
                guard method == .options else { throw .targetFormInvalid }
                form = .asterisk
            } else {
                let schemeCount: Int
                if target.startsIgnoringCase(with: "http://") {
                    schemeCount = 7
                } else if target.startsIgnoringCase(with: "https://") {
                    schemeCount = 8
                    isSecure = true
                } else {
                    throw .targetFormInvalid
                }
                form = .absolute
                let start = whole.lowerBound + schemeCount
                pathStart = start
                while pathStart < whole.upperBound, bytes[pathStart] != .slash, bytes[pathStart] != UInt8(ascii: "?") {
                    pathStart += 1
                }
                authority = ByteRange(start..<pathStart)
            }
        }
        var pathEnd = whole.upperBound
        var query: ByteRange?
        if let mark = target.firstIndex(of: UInt8(ascii: "?"), from: pathStart - whole.lowerBound) {
            pathEnd = whole.lowerBound + mark
            query = ByteRange((pathEnd + 1)..<whole.upperBound)
        }
        self.init(
            form: form, whole: ByteRange(whole), path: ByteRange(pathStart..<pathEnd), query: query,
            authority: authority, isSecure: isSecure)
    }
}
