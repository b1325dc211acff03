/// One entry of `tests:`: a request and the route it must reach.
struct InlineTest {
    let location: SourceLocation
    let method: String
    /// The path, with a query perhaps, as a client would send it.
    let target: String
    let fields: [(name: String, value: String)]
    let expectation: String
    let expectationLocation: SourceLocation

    /// Words for "no route" and "400".
    static let reservedWords = ["unmatched", "refused"]

    /// What the production matcher makes of the request: a route's id, `unmatched` or `refused`.
    func outcome(in routes: [Route], _ matcher: Matcher) -> String {
        guard let request = try? PlainRequest(method: method, target: target, fields: fields) else { return "refused" }
        let found = matcher.route(for: request, request.withMethod { Method($0) })
        return found >= 0 ? routes[Int(found)].id : "unmatched"
    }
}
