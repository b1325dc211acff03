/// A request method, as far as routing tells them apart.
package enum Method: UInt8, Sendable, Hashable, CaseIterable {
    case get, head, post, put, patch, delete, options, trace, connect
    /// A method without a name of its own here; only routes for every method match it.
    case other

    /// RFC 9110 section 9.2.1.
    package var isSafe: Bool {
        switch self {
        case .get, .head, .options, .trace: true
        case .post, .put, .patch, .delete, .connect, .other: false
        }
    }

    /// Case-sensitive, as RFC 9110 section 9.1 asks.
    package init(_ token: Span<UInt8>) {
        guard token.count <= 8 else {
            self = .other
            return
        }
        var packed: UInt64 = 0
        for index in token.indices { packed = packed << 8 | UInt64(token[index]) }
        // The token's bytes as one number, big end first.
        self =
            switch packed {
            case 0x47_4554: .get
            case 0x4845_4144: .head
            case 0x504f_5354: .post
            case 0x50_5554: .put
            case 0x50_4154_4348: .patch
            case 0x4445_4c45_5445: .delete
            case 0x4f_5054_494f_4e53: .options
            case 0x54_5241_4345: .trace
            case 0x43_4f4e_4e45_4354: .connect
            default: .other
            }
    }

    /// `GET`; `*` for `.other`.
    package var name: String {
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
        case .other: "*"
        }
    }
}
