import Testing

@testable import Routing

@Suite struct `Equal definitions have one text, and only those` {
    private static let base = "{match: GET /orders/:id, parity: {ignore: [/a, /b]}}"

    /// The route in other words; whether its evidence counts on.
    @Test(arguments: [
        ("{parity: {ignore: [/b, /a]}, match: GET  /orders/:id}", true),
        ("{match: {method: GET, path: /orders/:id}, parity: {ignore: [/a, /b]}}", true),
        ("{match: GET /orders/:id, parity: {ignore: [/a, /b], sample: 10%}}", true),
        ("{match: GET /orders/:id, parity: {ignore: [/a, /b]}, timeouts: {total: 1s}}", true),
        ("{match: GET /orders/:id, parity: {ignore: [/a, /b]}, state: shadow}", true),
        ("{match: GET /orders/:id, parity: {ignore: [/a]}}", false),
        ("{match: GET /orders/:id, parity: {ignore: [/a, /b], headers: []}}", false),
        ("{match: GET /orders/:id, parity: {ignore: [/a, /b], max_body: 1KiB}}", false),
        ("{match: \"GET /orders/:id<int>\", parity: {ignore: [/a, /b]}}", false),
        ("{match: {method: GET, path: /orders/:id, host: a.b}, parity: {ignore: [/a, /b]}}", false),
        ("{match: GET /orders/:id, parity: {ignore: [/a, /b]}, candidate: clients}", false),
        ("{match: GET /orders/:id, parity: {ignore: [/a, /b]}, effect: write}", false),
    ])
    func `a change of what is compared ends an epoch, a change of how it is run does not`(
        _ changed: String, _ isSame: Bool
    ) throws {
        let before = try Tables.definition("  a: \(Self.base)")
        let after = try Tables.definition("  a: \(changed)")
        #expect((before.route("a")?.canonicalText == after.route("a")?.canonicalText) == isSame)
    }

    @Test func `a revision is known by everything but comments, layout and order`() throws {
        let before = try Tables.definition("  a: {match: GET /a}\n  b: {match: GET /b}")
        let same = try Tables.definition("  # comment\n  b:\n    match: GET /b\n  a: {match: GET /a}")
        let other = try Tables.definition("  a: {match: GET /a, timeouts: {total: 9s}}\n  b: {match: GET /b}")
        #expect(before.canonicalText == same.canonicalText)
        #expect(before.canonicalText != other.canonicalText)
    }
}
