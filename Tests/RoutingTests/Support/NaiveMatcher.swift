@testable import Routing

/// What the compiled table must do, written as slowly and plainly as possible: every route is looked at, and of those
/// that match the most specific one wins.
struct NaiveMatcher {
    let patterns: [RoutePattern]

    func route(_ request: PlainRequest) -> Int? {
        let fitting = patterns.indices.filter { matches(patterns[$0], request) }
        return fitting.max { isLess(patterns[$0], patterns[$1]) }
    }

    private func matches(_ pattern: RoutePattern, _ request: PlainRequest) -> Bool {
        var found = request.path.split(separator: "/").map(String.init)
        switch pattern.method?.name {
        case nil: break
        case "GET": guard ["GET", "HEAD"].contains(request.method) else { return false }
        case let name?: guard name == request.method else { return false }
        }
        if pattern.tail != nil, found.count >= pattern.segments.count {
            found = Array(found[..<pattern.segments.count])
        }
        guard found.count == pattern.segments.count else { return false }
        for (segment, text) in zip(pattern.segments, found) {
            switch segment {
            case .literal(let bytes): guard Array(text.utf8) == bytes else { return false }
            case .parameter(_, .int): guard text.allSatisfy({ "0123456789".contains($0) }) else { return false }
            case .parameter(_, .uuid):
                guard text.wholeMatch(of: /[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/) != nil else {
                    return false
                }
            case .parameter(_, .text): break
            }
        }
        if let host = pattern.host {
            let sent = request.host.split(separator: ":")[...].first.map { $0.lowercased() } ?? ""
            let fits =
                host.hasPrefix("*.") ? sent.hasSuffix(host.dropFirst()) && sent.count > host.count - 1 : sent == host
            guard fits else { return false }
        }
        for condition in pattern.headers {
            guard let value = request.fields.first(where: { $0.name == condition.name })?.value else { return false }
            guard condition.value == nil || condition.value == value else { return false }
        }
        for condition in pattern.query {
            let pairs = request.query.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1) }
            guard let pair = pairs.first(where: { $0[0] == condition.name }) else { return false }
            guard condition.value == nil || (pair.count > 1 ? String(pair[1]) : "") == condition.value else {
                return false
            }
        }
        return true
    }

    private func isLess(_ a: RoutePattern, _ b: RoutePattern) -> Bool {
        ranks(a).lexicographicallyPrecedes(ranks(b))
    }

    /// Numbers that compare like DESIGN says: per segment, then method, host, headers, query.
    private func ranks(_ pattern: RoutePattern) -> [Int] {
        var path = pattern.segments.map { segment in
            switch segment {
            case .literal: 4
            case .parameter(_, .int), .parameter(_, .uuid): 3
            case .parameter(_, .text): 2
            }
        }
        path.append(pattern.tail == nil ? 5 : 1)
        path += Array(repeating: 5, count: 40 - path.count)
        let method = pattern.method == nil ? 0 : pattern.method == .get ? 1 : 2
        let host = pattern.host.map { $0.hasPrefix("*.") ? $0.count : 1_000 } ?? 0
        return path + [method, host, pattern.headers.count, pattern.query.count]
    }
}
