/// Why a leaf whose path fits does not accept a request.
enum Rejection: Hashable, Sendable {
    case method
    case host
    /// The condition's position in `RoutePattern.headers`.
    case header(Int)
    /// The condition's position in `RoutePattern.query`.
    case query(Int)
}

extension Matcher {
    /// The first condition beside the path that `leaf` fails; nil when it accepts.
    func rejection(by leaf: Leaf, of request: some RoutedRequest, _ method: Method) -> Rejection? {
        guard leaf.methods.contains(method) else { return .method }
        guard leaf.isConditional else { return nil }
        let pattern = patterns[Int(leaf.route)]
        if let host = pattern.host, !request.withHost({ HostPattern.matches($0, host) }) { return .host }
        for (index, condition) in pattern.headers.enumerated() {
            let holds = request.withField(named: condition.name) { field in
                guard let field else { return false }
                return condition.value.map { field.equals($0) } ?? true
            }
            if !holds { return .header(index) }
        }
        for (index, condition) in pattern.query.enumerated() {
            if !request.withQuery({ QueryScan.holds(condition, in: $0) }) { return .query(index) }
        }
        return nil
    }

    /// The most specific route for a request, or -1.
    func route(for request: some RoutedRequest, _ method: Method) -> Int32 {
        request.withPath { path in
            walk(path) { leaf in rejection(by: leaf, of: request, method) == nil }
        }
    }
}
