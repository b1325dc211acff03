import Foundation
import TestSupport
import Testing

/// A write whose answer looks right is read back on both sides, once the feed has brought it.
@Suite(.timeLimit(.minutes(3))) struct ConfirmationTests {
    @Test func `a read after a write sees what its answer does not show`() async throws {
        let stack = try await BrokerStack.start(sharedOrdersPort: true)
        let file = URL(fileURLWithPath: stack.routes).appending(path: "orders.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        // Creating is confirmed by the row, replacing by the list in which it stands.
        let changed =
            text
            .replacing(
                "ignore: [/created_at, /updated_at]}",
                with: "confirm: \"GET /orders/{/id}\", ignore: [/created_at, /updated_at]}"
            )
            .replacing(
                "      ignore: [/created_at, /updated_at]\n",
                with: "      confirm: \"GET /orders?limit=2\"\n      ignore: [/created_at, /updated_at]\n")
        try #require(changed != text)
        try Data(changed.utf8).write(to: file)
        let reload = try await stack.ficus("reload")
        #expect(reload.code == 0, "\(reload.output)\(reload.errors)")
        for unit in Units.all { try await stack.flip(unit, "shadow") }

        let person = try await Person.register(at: stack.proxy)
        _ = try await person.deposit("1000.00", port: stack.proxy)
        let order = try await person.order(port: stack.proxy)
        _ = try await person.order(port: stack.proxy)
        try await stack.feedIsLevel()
        let before = try await reads(of: stack)
        try await Self.place(person, as: "right", at: stack)
        let right = try await Self.verdict("right", in: stack)
        #expect(["match", "noise"].contains(right.verdict), "\(right)")
        #expect(try await reads(of: stack) > before, "the service was asked for the row")

        try await stack.restart(.orders, ["--fault", "orders.page_boundary", "--build", "short-pages"])
        try await stack.feedIsLevel()
        try await Self.place(person, as: "still-right", at: stack)
        #expect(["match", "noise"].contains(try await Self.verdict("still-right", in: stack).verdict))
        _ = try await person.send(
            "POST", "/api/v1/orders/\(order)/replace", port: stack.proxy,
            body: #"{"quantity":3,"limit_price":"11.00"}"#,
            fields: [("X-Request-Id", "wrong"), ("Idempotency-Key", "wrong")])
        let wrong = try await Self.verdict("wrong", in: stack)
        #expect(wrong.verdict == "mismatch" && wrong.reason == "confirm", "\(wrong)")
        #expect(wrong.differences.allSatisfy { $0.path.hasPrefix("body:/") })
    }

    private static func place(_ person: Person, as id: String, at stack: BrokerStack) async throws {
        _ = try await person.send(
            "POST", "/api/v1/orders", port: stack.proxy, body: Person.limitOrder(quantity: 1),
            fields: [("X-Request-Id", id), ("Idempotency-Key", id)], expect: 201)
    }

    private static func verdict(_ id: String, in stack: BrokerStack) async throws -> BrokerStack.Verdict {
        try await value("the verdict of \(id)", within: .seconds(30)) {
            try await stack.verdicts().last { $0.requestID == id }
        }
    }

    /// How often the orders service was asked for one order.
    private func reads(of stack: BrokerStack) async throws -> Int {
        let metrics = try await RawClient.exchange("GET", "/metrics", port: stack.port(.orders)).text
        return metrics.split(separator: "\n").filter {
            $0.hasPrefix("brokerx_requests_total") && $0.contains(#"method="GET""#) && $0.contains("orders/")
        }.reduce(0) { $0 + (Int($1.split(separator: " ").last ?? "") ?? 0) }
    }
}
