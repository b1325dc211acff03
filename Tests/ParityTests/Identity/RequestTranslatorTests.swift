import Testing

@testable import Parity

@Suite struct `The ids of a copy` {
    private static let space = IdentitySpace(service: "orders", domain: "order")

    private static func map(_ pairs: [(String, String, Bool)] = [("17", uuid(17), false)]) -> IdentityMap {
        var map = IdentityMap()
        for (monolith, service, isNumber) in pairs {
            map[space].insert(
                IdentityPair(
                    monolith: Array(monolith.utf8), service: Array(service.utf8), isMonolithNumber: true,
                    isServiceNumber: isNumber, witness: "r", time: 0))
        }
        return map
    }

    private static func translator(_ assumption: IdentityAssumption = .learned) -> RequestTranslator {
        RequestTranslator(
            service: "orders", path: [(1, "order")], query: [("after", "order"), ("cursor", nil)],
            headers: [("x-order", "order")], body: [("/order_id", "order"), ("/lines/*/order", "order")],
            assumptions: ["order": assumption])
    }

    private static func text(_ result: RequestTranslator.Result) -> String {
        switch result {
        case .unchanged: "unchanged"
        case .unmapped: "unmapped"
        case .changed(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("/orders/17", "/orders/\(uuid(17))"), ("/orders/17/cancel?x=1", "/orders/\(uuid(17))/cancel?x=1"),
        ("/orders/17/", "/orders/\(uuid(17))/"), ("/orders/%31%37", "/orders/\(uuid(17))"),
        ("/orders", "unchanged"), ("/orders?limit=3", "unchanged"), ("/orders?after=", "unchanged"),
        ("/orders?limit=3&after=17", "/orders?limit=3&after=\(uuid(17))"),
        ("/orders?after=17&after=17", "/orders?after=\(uuid(17))&after=\(uuid(17))"),
        ("/orders/18", "unmapped"), ("/orders?after=18", "unmapped"), ("/orders?cursor=abc", "unmapped"),
    ])
    func `in path and query are translated, or the copy is not sent`(_ target: String, _ expected: String) {
        let result = Self.translator().target(Array(target.utf8), Self.map(), .toService)
        #expect(Self.text(result) == expected)
    }

    @Test(arguments: [
        ("order_id=17&note=17", "order_id=\(uuid(17))&note=17"), ("a=1&order%5Fid=%317", "a=1&order%5Fid=\(uuid(17))"),
        ("order_id=18", "unmapped"), ("order_id=", "unchanged"), ("note=17&", "unchanged"), ("", "unchanged"),
    ])
    func `in forms are translated as in queries`(_ body: String, _ expected: String) {
        for type in ["application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded; charset=utf-8"] {
            let result = Self.translator().body(
                Array(body.utf8), contentType: Array(type.utf8), Self.map(), .toService)
            #expect(Self.text(result) == expected)
        }
        #expect(Self.translator().body(Array(body.utf8), Self.map(), .toService) == .unchanged)
    }

    @Test(arguments: [
        (#"{"order_id":17,"note":17}"#, #"{"order_id":"\#(uuid(17))","note":17}"#),
        (
            #"{ "lines": [ {"order": 17}, {"order":"17"} ] }"#,
            #"{ "lines": [ {"order": "\#(uuid(17))"}, {"order":"\#(uuid(17))"} ] }"#
        ),
        (#"{"order_id":null}"#, "unchanged"), ("no JSON", "unchanged"), ("", "unchanged"),
        (#"{"order_id":18}"#, "unmapped"), (#"{"lines":[{"order":17},{"order":18}]}"#, "unmapped"),
    ])
    func `in bodies are translated with their type`(_ body: String, _ expected: String) {
        #expect(Self.text(Self.translator().body(Array(body.utf8), Self.map(), .toService)) == expected)
    }

    @Test(arguments: [
        ("application/json", "gzip", "unmapped"), ("application/json", "GZIP", "unmapped"), ("", "br", "unmapped"),
        ("application/x-www-form-urlencoded", "deflate", "unmapped"), ("image/png", "gzip", "unchanged"),
        ("application/x-ndjson", "", "unmapped"), ("application/json", "identity", "unchanged"),
    ])
    func `in a body that is not read keep it from being sent`(_ type: String, _ encoding: String, _ expected: String) {
        func result(_ map: IdentityMap, _ body: String) -> RequestTranslator.Result {
            Self.translator().body(
                Array(body.utf8), contentType: Array(type.utf8), contentEncoding: Array(encoding.utf8), map, .toService)
        }
        #expect(Self.text(result(Self.map(), "1\n2\n")) == expected)
        #expect(result(Self.map([("1", "1", true)]), "1\n2\n") == .unchanged)
        #expect(result(Self.map(), "") == .unchanged)
    }

    @Test func `become the monolith's where the monolith gets the copy`() {
        let map = Self.map()
        let body = Array(#"{"order_id":"\#(uuid(17))"}"#.utf8)
        #expect(Self.text(Self.translator().body(body, map, .toMonolith)) == #"{"order_id":17}"#)
        #expect(
            Self.text(Self.translator().target(Array("/orders/\(uuid(17))".utf8), map, .toMonolith)) == "/orders/17")
        #expect(Self.text(Self.translator().target(Array("/orders/17".utf8), map, .toMonolith)) == "unmapped")
        #expect(Self.text(Self.translator().field("x-order", Array(uuid(17).utf8), map, .toMonolith)) == "17")
    }

    @Test func `go as they are while nothing says that they differ`() {
        let target = Array("/orders/18".utf8)
        #expect(Self.translator().target(target, IdentityMap(), .toService) == .unchanged)
        #expect(Self.translator().target(target, Self.map([("17", "17", true)]), .toService) == .unchanged)
        #expect(Self.translator(.differ).target(target, IdentityMap(), .toService) == .unmapped)
        #expect(Self.translator(.same).target(target, Self.map(), .toService) == .unchanged)
    }

    @Test func `are escaped as a path and a query demand`() {
        let map = Self.map([("a b", "x/y?", false)])
        #expect(Self.text(Self.translator().target(Array("/orders/a%20b".utf8), map, .toService)) == "/orders/x%2Fy%3F")
        #expect(
            Self.text(Self.translator().target(Array("/o?after=a+b".utf8), map, .toService)) == "/o?after=x%2Fy%3F")
    }
}

@Suite struct `The map of ids` {
    @Test func `is one to one and forgets the oldest`() {
        var pairs = IdentityPairs()
        func pair(_ monolith: Int, _ service: Int) -> IdentityPair {
            IdentityPair(
                monolith: Array("\(monolith)".utf8), service: Array("s\(service)".utf8), witness: "", time: 0)
        }
        for number in 0..<IdentityPairs.limit { pairs.insert(pair(number, number)) }
        let isTaken = [pairs.insert(pair(5, -1)), pairs.insert(pair(-1, 5))]
        #expect(isTaken == [false, false])
        let before = pairs
        pairs.insert(pair(-1, -1))
        #expect(pairs.count == IdentityPairs.limit)
        #expect(pairs.pair(monolith: Array("0".utf8)) == nil)
        #expect(pairs.pair(service: Array("s0".utf8)) == nil)
        #expect(pairs.pair(service: Array("s-1".utf8))?.monolith == Array("-1".utf8))
        // What a worker holds does not change under it.
        #expect(before.pair(monolith: Array("0".utf8)) != nil)
    }
}
