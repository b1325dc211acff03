/// A request method (RFC 9110 section 9); names are case-sensitive.
package enum Method: UInt8, Sendable, Hashable, CaseIterable {
    case get, head, post, put, patch, delete, options, trace, connect
    /// Any other token; its bytes are in ``RequestHead/methodRange``.
    case other

    /// RFC 9110 section 9.2.1: the client asks for no change of state.
    package var isSafe: Bool {
        switch self {
        case .get, .head, .options, .trace: true
        case .post, .put, .patch, .delete, .connect, .other: false
        }
    }

    /// RFC 9110 section 9.2.2: several identical requests have the effect of one.
    package var isIdempotent: Bool {
        switch self {
        case .get, .head, .options, .trace, .put, .delete: true
        case .post, .patch, .connect, .other: false
        }
    }

    /// The name as it goes on the wire; empty for `other`.
    package var name: StaticString {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .patch: "PATCH"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        case .trace: "TRACE"
        case .connect: "CONNECT"
        case .other: ""
        }
    }

    init(_ token: Span<UInt8>) {
        let candidate: Method =
            switch (token.count, token.isEmpty ? 0 : token[0]) {
            case (3, UInt8(ascii: "G")): .get
            case (3, UInt8(ascii: "P")): .put
            case (4, UInt8(ascii: "H")): .head
            case (4, UInt8(ascii: "P")): .post
            case (5, UInt8(ascii: "P")): .patch
            case (5, UInt8(ascii: "T")): .trace
            case (6, UInt8(ascii: "D")): .delete
            case (7, UInt8(ascii: "O")): .options
            case (7, UInt8(ascii: "C")): .connect
            default: .other
            }
        self = token.elementsEqual(candidate.name) ? candidate : .other
    }
}

/// The two versions of HTTP that this layer speaks; all others are refused.
package enum HTTPVersion: UInt8, Sendable, Hashable {
    case http10, http11
}
