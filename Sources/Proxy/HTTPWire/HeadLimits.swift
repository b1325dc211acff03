/// How much of a head is read before it is refused.
package struct HeadLimits: Sendable, Hashable {
    /// Bytes of a head with its empty line; 64 to 65,535 (``ByteRange``).
    package let headBytes: Int
    /// Field lines of a head.
    package let fieldCount: Int
    /// Bytes of a request line without its CRLF.
    package let requestLineBytes: Int

    package init(headBytes: Int = 32 * 1024, fieldCount: Int = 128, requestLineBytes: Int = 8 * 1024) {
        self.headBytes = min(max(headBytes, 64), Int(UInt16.max))
        self.fieldCount = max(fieldCount, 1)
        self.requestLineBytes = min(max(requestLineBytes, 16), self.headBytes)
    }
}
