import Testing

@testable import Parity

@Suite struct `Ids in links` {
    static let links = [
        IdentityRules.Link(
            segments: [.literal(Array("api".utf8)), .literal(Array("orders".utf8)), .id("order")]),
        IdentityRules.Link(
            segments: [.literal(Array("api".utf8)), .literal(Array("orders".utf8))], query: ["after": "order"]),
    ]

    static func fixture() throws -> IdentityFixture {
        var fixture = try IdentityFixture(headers: [("x-order", "order")], links: links)
        for number in [17, 18] {
            _ = fixture.compare(#"{"id":\#(number)}"#, #"{"id":"\#(uuid(number))"}"#)
        }
        return fixture
    }

    @Test(arguments: [
        ("/api/orders/17", "/api/orders/\(uuid(17))", true),
        ("/api/orders/17", "/api/orders/\(uuid(18))", false),
        ("https://h/api/orders/17?x=1#top", "https://h/api/orders/\(uuid(17))?x=1#top", true),
        ("https://h/api/orders/17?x=1", "https://h/api/orders/\(uuid(17))?x=2", false),
        ("https://h/api/orders/17", "https://g/api/orders/\(uuid(17))", false),
        ("/api/orders?limit=2&after=17", "/api/orders?limit=2&after=\(uuid(17))", true),
        ("/api/orders?limit=2&after=17", "/api/orders?limit=2&after=\(uuid(18))", false),
        ("/api/portfolios/17", "/api/portfolios/\(uuid(17))", false),
        // Nobody knows 19 yet.
        ("/api/orders/19", "/api/orders/\(uuid(19))", true),
        ("/api/orders/19", "/api/orders/\(uuid(17))", false),
    ])
    func `are compared up to renaming`(_ monolith: String, _ service: String, _ isEqual: Bool) throws {
        var fixture = try Self.fixture()
        let answer = fixture.compare(#"{"self":"\#(monolith)"}"#, #"{"self":"\#(service)"}"#)
        #expect((answer.verdict == .match) == isEqual, "\(answer.differences)")
    }

    @Test func `agree with the ids of their own answer`() throws {
        var fixture = try Self.fixture()
        let good = fixture.compare(
            #"{"id":19,"self":"/api/orders/19"}"#, #"{"id":"\#(uuid(19))","self":"/api/orders/\#(uuid(19))"}"#)
        #expect(good.verdict == .match)
        let bad = fixture.compare(
            #"{"id":20,"self":"/api/orders/20"}"#, #"{"id":"\#(uuid(20))","self":"/api/orders/\#(uuid(21))"}"#)
        #expect(bad.differences.map(\.path.description) == ["body:/self"])
    }

    @Test func `of fields are mapped as well`() throws {
        var fixture = try Self.fixture()
        func answer(_ id: String) -> Observation {
            .json(
                "{}",
                headers: [
                    HeaderField(name: "location", value: Array("/api/orders/\(id)".utf8)),
                    HeaderField(
                        name: "link", value: Array("<https://h/api/orders?after=\(id)>; rel=\"next\"".utf8)),
                ])
        }
        #expect(fixture.compare(answer("17"), answer(uuid(17))).verdict == .match)
        let wrong = fixture.compare(answer("17"), answer(uuid(18)))
        #expect(wrong.differences.map(\.path.description) == ["header:location", "header:link"])
    }

    @Test func `teach where a rule names the field that holds them`() throws {
        var fixture = try IdentityFixture([], headers: [("location", "order")], links: Self.links)
        func answer(_ link: String) -> Observation {
            .json("{}", headers: [HeaderField(name: "location", value: Array(link.utf8))])
        }
        #expect(fixture.compare(answer("/api/orders/1"), answer("/api/orders/\(uuid(1))")).verdict == .match)
        #expect(fixture.service(of: "1") == uuid(1))
        // No pattern says what this is made of; the rule does.
        #expect(fixture.compare(answer("/v2/o/2/x"), answer("/v2/o/\(uuid(2))/x")).verdict == .match)
        #expect(fixture.service(of: "2") == uuid(2))
    }
}
