/// The visitor of every request: ends the walk at the first leaf that accepts.
struct FirstAccepted<Request: RoutedRequest>: LeafVisitor {
    let matcher: Matcher
    let request: Request
    let method: Method

    mutating func visit(_ leaf: Matcher.Leaf) -> Bool {
        matcher.rejection(by: leaf, of: request, method) == nil
    }
}
