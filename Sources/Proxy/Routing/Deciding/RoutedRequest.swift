/// A request as routing sees it: bytes lent for the length of a call, so that no `String` is made.
package protocol RoutedRequest {
    /// The method's token.
    func withMethod<R>(_ body: (Span<UInt8>) -> R) -> R

    /// The path after `RequestPath.normalized(_:)`, without the query.
    func withPath<R>(_ body: (Span<UInt8>) -> R) -> R

    /// The query without its `?`; empty when there is none.
    func withQuery<R>(_ body: (Span<UInt8>) -> R) -> R

    /// The host of the request's authority, with a port if it was sent; empty when there is none.
    func withHost<R>(_ body: (Span<UInt8>) -> R) -> R

    /// The value of the first field of that name (compared without case), or nil. `name` is in lower case.
    func withField<R>(named name: String, _ body: (Span<UInt8>?) -> R) -> R
}
