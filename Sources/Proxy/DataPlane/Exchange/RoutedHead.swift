import HTTPWire
import Routing

/// A request head as routing sees it.
struct RoutedHead: RoutedRequest {
    let head: RequestHead
    /// The normal form of the path, where it differs from the one received.
    let path: [UInt8]?

    func withMethod<R>(_ body: (Span<UInt8>) -> R) -> R { head.withMethod(body) }

    func withPath<R>(_ body: (Span<UInt8>) -> R) -> R {
        if let path { body(path.span) } else { head.withPath(body) }
    }

    func withQuery<R>(_ body: (Span<UInt8>) -> R) -> R { head.withQuery(body) }

    func withHost<R>(_ body: (Span<UInt8>) -> R) -> R { head.withBytes(head.authority ?? .empty, body) }

    func withField<R>(named name: String, _ body: (Span<UInt8>?) -> R) -> R {
        let found = head.withValue(ofFieldNamed: name.utf8Span.span) { body($0) }
        return found ?? body(nil)
    }
}
