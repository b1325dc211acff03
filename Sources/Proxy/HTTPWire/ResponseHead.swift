package import NIOCore

/// A response head: its bytes, and where its parts lie in them. Only ``ResponseParser`` makes one, so it is valid.
package struct ResponseHead: MessageHead {
    package let buffer: ByteBuffer
    package internal(set) var section: FieldSection
    /// 100 to 599.
    package let status: Int
    package let reasonRange: ByteRange
    package let version: HTTPVersion
    package let connection: ConnectionOptions
    /// What Content-Length or Transfer-Encoding say; nil where neither is present.
    let declaredFraming: BodyFraming?

    /// 1xx: an answer that another one follows.
    package var isInterim: Bool { self.status < 200 }

    /// Where the body ends when this answers a request with `method` (RFC 9112 section 6.3).
    package func framing(answering method: Method) -> BodyFraming {
        if method == .head || self.isInterim || self.status == 204 || self.status == 304 { return .none }
        return self.declaredFraming ?? .untilClose
    }
}
