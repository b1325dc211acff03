import Testing

@testable import Routing

struct ParityRulesTests {
    private func load(_ parity: String, defaults: String = "{}") -> Loading {
        let text = """
            \(Tables.gateway)
            defaults: {parity: \(defaults)}
            ---
            apiVersion: ficus/v1
            kind: RouteTable
            routes:
              a: {match: GET /a, parity: \(parity)}
            """
        return Definition.load([SourceFile(name: "t.yaml", text: text)])
    }

    private func rules(_ parity: String, defaults: String = "{}") throws -> ParityRules {
        try #require(load(parity, defaults: defaults).definition?.routes.first).parity
    }

    @Test(
        "A rule about a place is read",
        arguments: [
            ("{redact: [/a]}", PlaceRule(place: "/a", kind: .redact)),
            ("{numeric: {/p: 0.01}}", PlaceRule(place: "/p", kind: .numeric(NumericBound(absolute: "0.01")))),
            (
                "{numeric: {/p: 0.1%}}",
                PlaceRule(place: "/p", kind: .numeric(NumericBound(relative: Share(partsPerMillion: 1000))))
            ),
            (
                "{numeric: {/p: {absolute: 1, decimals: 2}}}",
                PlaceRule(place: "/p", kind: .numeric(NumericBound(absolute: "1", decimals: 2)))
            ),
            ("{time: {/at: 2s}}", PlaceRule(place: "/at", kind: .time(.seconds(2)))),
            ("{unordered: [/tags]}", PlaceRule(place: "/tags", kind: .unordered(key: nil))),
            ("{unordered: {/items: id}}", PlaceRule(place: "/items", kind: .unordered(key: "id"))),
            ("{unordered: {/items: \"*\"}}", PlaceRule(place: "/items", kind: .unordered(key: nil))),
            ("{align: {/items: /sku}}", PlaceRule(place: "/items", kind: .aligned(key: "sku"))),
            ("{rename: {/a/order_id: /a/id}}", PlaceRule(place: "/a/order_id", kind: .renamed(to: "id"))),
            ("{rename: {/order_id: id}}", PlaceRule(place: "/order_id", kind: .renamed(to: "id"))),
            ("{unordered: [\"\"]}", PlaceRule(place: "", kind: .unordered(key: nil))),
            ("{shape: [/x]}", PlaceRule(place: "/x", kind: .shape)),
            (
                "{normalise: {/n: [case, trim]}}", PlaceRule(place: "/n", kind: .normalized([.letterCase, .trim]))
            ),
            (
                "{accept: [{at: header:etag, reason: r, ticket: T-1, until: 2026-12-31, class: header}]}",
                PlaceRule(
                    place: "header:etag",
                    kind: .accepted(
                        AcceptedDifference(
                            kind: "header", relation: nil, reason: "r", ticket: "T-1", until: 1_798_761_600)))
            ),
        ])
    func place(_ parity: String, _ expected: PlaceRule) throws {
        #expect(try rules(parity).places == [expected])
    }

    @Test(
        "What is wrong is named",
        arguments: [
            ("{numeric: {price: 1}}", Diagnostic.Code.invalidPointer), ("{numeric: {/p: some}}", .invalidNumber),
            ("{numeric: {/p: 0}}", .outOfRange), ("{numeric: {/p: {relativ: 1%}}}", .unknownKey),
            ("{numeric: {/p: }}", .missingValue), ("{time: {/p: 2}}", .missingUnit),
            ("{unordered: {/a: b/c}}", .invalidPointer),
            ("{rename: {/a: /b/c}}", .invalidRename), ("{shape: [a]}", .invalidPointer),
            ("{normalise: {/a: lower}}", .unknownValue), ("{status: [[200]]}", .outOfRange),
            ("{status: 200}", .wrongType), ("{status: [200]}", .wrongType), ("{status: [[200, 99]]}", .outOfRange),
            ("{accept: {at: /a}}", .wrongType),
            ("{accept: [{at: /a, reason: r, ticket: t}]}", .missingKey),
            ("{accept: [{at: /a, reason: r, ticket: t, until: 2026-02-30}]}", .invalidDate),
            ("{accept: [{at: /a, reason: r, ticket: t, until: 2026-02-28, class: values}]}", .unknownValue),
            ("{numeric: {/p: {}}}", .missingValue), ("{normalise: {/n: []}}", .missingValue),
            ("{rename: {\"\": id}}", .invalidRename),
        ])
    func wrong(_ parity: String, _ code: Diagnostic.Code) {
        #expect(load(parity).diagnostics.map(\.code) == [code])
    }

    @Test func `A route adds to the defaults, and says anew what they say of a place`() throws {
        let rules = try rules(
            "{numeric: {/p: 2}, redact: [name], status: [[404, 410]]}",
            defaults: "{numeric: {/p: 1, /q: 1}, redact: [nick], status: [[200, 201]]}")
        #expect(
            rules.places == [
                PlaceRule(place: "/q", kind: .numeric(NumericBound(absolute: "1"))),
                PlaceRule(place: "/p", kind: .numeric(NumericBound(absolute: "2"))),
            ])
        #expect(rules.secretNames == ["nick", "name"])
        #expect(rules.equivalentStatus == [[200, 201], [404, 410]])
    }

    @Test func `Each rule is part of what evidence depends on`() throws {
        let plain = try rules("{}")
        for parity in [
            "{redact: [/a]}", "{redact: [a]}", "{numeric: {/a: 1}}", "{numeric: {/a: 1%}}", "{time: {/a: 1s}}",
            "{unordered: [/a]}", "{unordered: {/a: id}}", "{align: {/a: id}}", "{rename: {/a: b}}", "{shape: [/a]}",
            "{normalise: {/a: trim}}", "{status: [[200, 201]]}",
            "{accept: [{at: /a, reason: r, ticket: t, until: 2026-02-28}]}",
        ] {
            #expect(try rules(parity).canonicalLines != plain.canonicalLines, "\(parity)")
        }
    }

    @Test func `A route may have rules for so many places`() {
        let many = (0..<251).map { "/p\($0)" }.joined(separator: ", ")
        #expect(load("{ignore: [\(many)]}").diagnostics.map(\.code) == [.outOfRange])
    }
}
