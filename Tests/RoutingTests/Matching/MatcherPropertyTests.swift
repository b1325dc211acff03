import TestSupport
import Testing

@testable import Routing

@Suite struct `The compiled table decides like a naive interpreter` {
    @Test(arguments: 1...60)
    func `over random tables and requests`(_ seed: UInt64) throws {
        var random = RandomTable(seed: seed)
        let patterns = random.patterns(count: Int(seed) * 3)
        let matcher = Matcher(patterns: patterns)
        let naive = NaiveMatcher(patterns: patterns)
        var matched = 0
        for _ in 0..<400 {
            let request = try random.request()
            let found = matcher.route(for: request, request.withMethod { Method($0) })
            let expected = naive.route(request)
            #expect(
                found == Int32(expected ?? -1),
                "\(request) \(request.host) \(request.fields): \(expected.map { patterns[$0].description } ?? "none")")
            if expected != nil { matched += 1 }
        }
        #expect(seed < 20 || matched > 40, "the requests must reach routes for this to prove anything: \(matched)")
    }
}

/// Tables and requests out of so few words that they meet often.
private struct RandomTable {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Patterns of which no two are ambiguous.
    mutating func patterns(count: Int) -> [RoutePattern] {
        var patterns: [RoutePattern] = []
        for _ in 0..<count {
            let pattern = pattern()
            if !patterns.contains(where: { $0.isAmbiguous(with: pattern) }) { patterns.append(pattern) }
        }
        return patterns
    }

    private mutating func pattern() -> RoutePattern {
        let segments = (0..<Int.random(in: 0...4, using: &generator)).map { _ in segment() }
        let methods: [Method?] = [.get, .get, .post, .head, .delete, nil]
        return RoutePattern(
            method: pick(methods), segments: segments, tail: one(in: 4) ? "rest" : nil,
            host: one(in: 4) ? pick(["a.example", "b.example", "*.example", "*.a.example"]) : nil,
            headers: conditions("x-a", "x-b"), query: conditions("p", "q"))
    }

    private mutating func segment() -> RoutePattern.Segment {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: .parameter(name: "i", type: .int)
        case 1: .parameter(name: "u", type: .uuid)
        case 2: .parameter(name: "t", type: .text)
        default: .literal(Array(pick(Self.words).utf8))
        }
    }

    private mutating func conditions(_ names: String...) -> [RoutePattern.Condition] {
        var conditions: [RoutePattern.Condition] = []
        for name in names where one(in: 5) {
            conditions.append(RoutePattern.Condition(name: name, value: one(in: 2) ? nil : pick(["1", "2"])))
        }
        return conditions
    }

    mutating func request() throws -> PlainRequest {
        let segments = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
            pick(Self.words + ["17", "0", "550e8400-e29b-41d4-a716-446655440000", "x17"])
        }
        var target = "/" + segments.joined(separator: "/") + (!segments.isEmpty && one(in: 4) ? "/" : "")
        let query = ["p", "q"].compactMap { name in one(in: 2) ? "\(name)=\(pick(["1", "2"]))" : nil }
        if !query.isEmpty { target += "?" + query.joined(separator: "&") }
        let fields = ["x-a", "x-b"].compactMap { name in one(in: 2) ? (name: name, value: pick(["1", "2"])) : nil }
        let host = pick(["a.example", "B.example:8080", "c.a.example", ".example", "example", ""])
        return try PlainRequest(
            method: pick(["GET", "GET", "POST", "HEAD", "DELETE", "PUT", "PROPFIND"]), target: target, host: host,
            fields: fields)
    }

    private static let words = ["orders", "order", "clients", "a", "b"]

    private mutating func pick<T>(_ values: [T]) -> T { values[Int.random(in: values.indices, using: &generator)] }

    private mutating func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &generator) == 0 }
}
