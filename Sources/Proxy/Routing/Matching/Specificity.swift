/// How exactly a pattern describes what it matches; of the patterns that match a request the greatest one wins.
///
/// Compared segment by segment from the left, then by method, host, header conditions and query conditions. The file
/// and the order in it play no part.
struct Specificity: Hashable, Sendable, Comparable {
    /// One number a segment: literal 4, typed parameter 3, parameter 2, tail wildcard 1.
    private let path: [UInt8]
    /// The fewer methods, the more specific.
    private let method: UInt8
    /// An exact host above wildcards, longer wildcards above shorter ones, any host last.
    private let host: Int
    private let headers: Int
    private let query: Int

    init(_ pattern: RoutePattern) {
        path = pattern.segments.map { $0.rank } + (pattern.tail == nil ? [] : [1])
        method =
            switch pattern.method {
            case nil: 0
            case .get: 1
            default: 2
            }
        host = pattern.host.map { $0.utf8.starts(with: "*.".utf8) ? $0.utf8.count : .max } ?? 0
        headers = pattern.headers.count
        query = pattern.query.count
    }

    static func < (a: Self, b: Self) -> Bool {
        // Why the end of a path counts as 5: `/a` is more specific than `/a/*rest` with an empty rest.
        for index in 0..<max(a.path.count, b.path.count) {
            let (rankA, rankB) = (a.rank(at: index), b.rank(at: index))
            if rankA != rankB { return rankA < rankB }
        }
        return (a.method, a.host, a.headers, a.query) < (b.method, b.host, b.headers, b.query)
    }

    private func rank(at index: Int) -> UInt8 { index < path.count ? path[index] : 5 }
}

extension RoutePattern.Segment {
    fileprivate var rank: UInt8 {
        switch self {
        case .literal: 4
        case .parameter(_, .int), .parameter(_, .uuid): 3
        case .parameter(_, .text): 2
        }
    }
}

extension RoutePattern {
    /// Whether some request matches both patterns and nothing says which of them is the more specific.
    func isAmbiguous(with other: RoutePattern) -> Bool {
        hasSamePath(as: other) && method == other.method && host == other.host
            && headers.count == other.headers.count && query.count == other.query.count
            && !Self.exclude(headers, other.headers) && !Self.exclude(query, other.query)
    }

    private func hasSamePath(as other: RoutePattern) -> Bool {
        guard segments.count == other.segments.count, (tail == nil) == (other.tail == nil) else { return false }
        return zip(segments, other.segments).allSatisfy { mine, theirs in
            switch (mine, theirs) {
            case (.literal(let a), .literal(let b)): a == b
            case (.parameter(_, let a), .parameter(_, let b)): a == b
            case (.literal, .parameter), (.parameter, .literal): false
            }
        }
    }

    /// Whether no request can hold both lists, because they ask one name for two values.
    private static func exclude(_ mine: [Condition], _ theirs: [Condition]) -> Bool {
        mine.contains { condition in
            theirs.contains {
                $0.name == condition.name && $0.value != nil && condition.value != nil && $0 != condition
            }
        }
    }
}
