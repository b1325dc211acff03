import Parity
import Testing

struct GroupTests {
    @Test(
        "Indices and ids are generalised",
        arguments: [
            ("body:/orders/3/price", "body:/orders/*/price"),
            ("body:/by_id/550e8400-e29b-41d4-a716-446655440000/x", "body:/by_id/*/x"),
            ("body:/a~1b/m~0n", "body:/a~1b/m~0n"),
            ("body:", "body:"),
            ("status", "status"),
            ("header:location", "header:location"),
            ("body:/password_confirmation_token/x", "body:/password_confirmation_token/x"),
        ])
    func pattern(_ path: String, _ expected: String) throws {
        let parsed = try #require(DifferencePath(path))
        #expect(parsed.description == path)
        #expect(parsed.pattern == expected)
    }

    @Test func `An exchange counts once in a group, and a group keeps few examples`() {
        var groups = DifferenceGroups()
        for exchange in 0..<10 {
            let differences = (0..<5).map { index in
                Difference(
                    path: .body(JSONPointer(tokens: ["orders", String(index), "price"])), kind: .value,
                    monolith: "1", service: "\(exchange)")
            }
            groups.record(differences, requestID: "r\(exchange)", time: Double(exchange))
        }
        #expect(groups.groups.count == 1)
        let group = groups.groups[0]
        #expect(group.key == DifferenceGroup.Key(pattern: "body:/orders/*/price", kind: .value))
        #expect(group.count == 10)
        #expect(group.firstSeen == 0)
        #expect(group.lastSeen == 9)
        #expect(group.examples.map(\.requestID) == ["r0", "r1", "r9"])
    }

    @Test func `The number of groups is bounded`() {
        var groups = DifferenceGroups()
        for index in 0..<1000 {
            let path = DifferencePath.body(JSONPointer(tokens: ["key-\(index)"]))
            let difference = Difference(path: path, kind: .extra, monolith: nil, service: "1")
            groups.record([difference], requestID: "r", time: 0)
        }
        #expect(groups.groups.count == DifferenceGroups.limit)
        #expect(groups.overflow == 800)
    }
}
