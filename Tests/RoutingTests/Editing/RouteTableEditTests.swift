import Testing

@testable import Routing

@Suite struct RouteTableEditTests {
    private static let head = """
        apiVersion: ficus/v1
        kind: Gateway
        targets: {monolith: {urls: ["http://a"]}, s: {urls: ["http://b"]}}
        ---
        apiVersion: ficus/v1
        kind: RouteTable
        candidate: s
        routes:

        """

    private static let entries = [
        RuleEntry("normalise", "/b: case", comment: ["why"]), RuleEntry("ignore", isList: true, "/c"),
        RuleEntry("normalise", "/d: [case, trim]"),
        RuleEntry("accept", isList: true, "{at: /e, reason: r, ticket: t, until: 2026-12-31}"),
    ]

    @Test(arguments: [
        "  a: {match: GET /a}\n  b: {match: GET /b}",
        "  a: {match: \"GET /a\", parity: {}}   # a, comment\n  b: {match: GET /b}",
        "  a: {match: GET /a, parity: {ignore: [/x], normalise: {/y: trim}}}",
        "  a:\n    match: GET /a\n  # of b\n  b: {match: GET /b}",
        "  a:\n    parity: {ignore: /x}  # one\n    match: GET /a",
        "  a:\n    match: GET /a\n    parity:\n      ignore:\n      - /x\n      normalise:\n        /y: trim\n\n  b:\n    match: GET /b",
        "  a:\n    match: GET /a\n    parity:\n      ignore:\n        - /x   # text\n    gates: {}\n  b: {match: GET /b}",
        "  a:\n    match: GET /a\n    parity:\n      headers: [etag,\n        vary]\n      ignore: [\n        /x\n      ]\n",
    ])
    func `rules are added to a route however it is written`(routes: String) throws {
        let file = SourceFile(name: "a.yaml", text: Self.head + routes)
        let before = Definition.load([file])
        try #require(before.definition != nil, "\(before.diagnostics)")
        let edited = try #require(RouteTableEdit.adding(Self.entries, toRoute: "a", in: file))
        let after = Definition.load([edited])
        let text = String(decoding: edited.bytes, as: UTF8.self)
        let old = try #require(before.definition?.route("a")).parity
        let new = try #require(after.definition?.route("a"), "\(after.diagnostics)\n\(text)").parity
        #expect(new.ignore == old.ignore + ["/c"])
        #expect(Set(new.places).isSuperset(of: old.places))
        #expect(new.places.count == old.places.count + 3)
        #expect(after.definition?.route("b")?.canonicalText == before.definition?.route("b")?.canonicalText)
        #expect(text.contains("# why"))
        let lost = routes.split(separator: "\n").filter { $0.contains("#") }.map { $0.drop { $0 != "#" } }
        for comment in lost { #expect(text.contains(comment)) }
    }

    @Test func `a route that is elsewhere, and a key of another kind, are left alone`() {
        let file = SourceFile(name: "a.yaml", text: Self.head + "  a: {match: GET /a, parity: {unordered: {/x: id}}}")
        #expect(RouteTableEdit.adding(Self.entries, toRoute: "no.such", in: file) == nil)
        #expect(RouteTableEdit.adding([RuleEntry("unordered", isList: true, "/y")], toRoute: "a", in: file) == nil)
    }

    @Test func `entries as a file of rules are rules`() throws {
        let text = RuleEntry.text(Self.entries)
        let (rules, diagnostics) = ParityRules.load(SourceFile(name: "r", text: text))
        #expect(try #require(rules, "\(diagnostics)").places.count == 3)
        #expect(ParityRules.load(SourceFile(name: "r", text: RuleEntry.text([]))).rules == ParityRules())
    }

    @Test(arguments: ["/a b", "/a:b", "/a\"b", "/ä", "/{x}", "/a,b", "/a#b"])
    func `a pointer that YAML could misread is put in quotes`(pointer: String) throws {
        let text = "parity:\n  normalise:\n    \(RuleEntry.quoted(pointer)): case"
        let (rules, diagnostics) = ParityRules.load(SourceFile(name: "r", text: text))
        #expect(try #require(rules, "\(diagnostics)").places.map(\.place) == [pointer])
    }

    @Test func `names of members that are no names stay one value of one rule`() throws {
        let name = "/a\n  ignore: [/b]\u{202E}\u{7}"
        let entry = RuleEntry("ignore", isList: true, RuleEntry.quoted(name), comment: ["seen: \(name)", ""])
        let text = RuleEntry.text([entry])
        #expect(text.split(separator: "\n").count == 5)
        #expect(
            text.unicodeScalars.allSatisfy {
                $0 == "\n" || $0.properties.generalCategory != .control && $0 != "\u{202E}"
            })
        let rules = ParityRules.load(SourceFile(name: "r", text: text)).rules
        #expect(rules?.ignore == [name])
    }
}
