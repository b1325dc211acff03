import Foundation
import TestSupport
import Testing

/// Services whose clients know everything by UUIDs, behind the same route table as those that share the monolith's ids.
@Suite(.serialized, .timeLimit(.minutes(4))) struct IdentityTests {
    private static let flags: [Program: [String]] = [
        .clients: ["--ids", "uuid"], .portfolios: ["--ids", "uuid"], .orders: ["--ids", "uuid"],
    ]

    /// Sends a request whose verdict is to be found by its id.
    private static func send(
        _ method: String, _ path: String, as id: String, of person: Person, body: String? = nil, port: Int
    ) async throws {
        _ = try await person.send(
            method, "/api/v1/\(path)", port: port, body: body,
            fields: [("X-Request-Id", id)] + (body == nil ? [] : [("Idempotency-Key", id)]))
    }

    private static func verdict(_ id: String, in stack: BrokerStack) async throws -> BrokerStack.Verdict {
        try await value("the verdict of \(id)") { try await stack.verdicts().last { $0.requestID == id } }
    }

    @Test func `other ids are a match once they are known, and a wrong one is found`() async throws {
        let stack = try await BrokerStack.start(flags: Self.flags, sharedOrdersPort: true)
        for unit in Units.all { try await stack.flip(unit, "shadow") }
        let port = stack.proxy
        let prober = try await Prober.make(at: stack)
        let person = prober.person
        let other = try await Person.register(at: port)
        _ = try await other.deposit(port: port)
        _ = try await other.order(port: port)
        try await stack.feedIsLevel()

        // Lists need no id in the request: they teach.
        let lists = ["orders", "deposits", "transactions", "executions", "portfolio", "me"]
        for owner in [person, other] {
            for list in lists {
                try await Self.send("GET", list, as: "list-\(list)-\(owner.id)", of: owner, port: port)
            }
        }
        for owner in [person, other] {
            for list in lists {
                let verdict = try await Self.verdict("list-\(list)-\(owner.id)", in: stack)
                #expect(verdict.verdict == "match", "\(verdict)")
            }
        }
        // What was learned is used for the copies.
        let order = prober.orders[0]
        let probes = [
            ("GET", "orders/\(order)", nil), ("GET", "portfolios/\(person.id)", nil),
            ("GET", "clients/\(person.id)", nil),
            ("GET", "orders?limit=2", nil), ("GET", "orders?limit=2&after=\(order)", nil),
            ("POST", "deposits", #"{"amount":"5.00","currency":"USD"}"#),
            ("POST", "orders", Person.limitOrder(quantity: 1)),
            ("POST", "orders", #"{"symbol":"BRKX","side":"buy","type":"market","quantity":3}"#),
            ("POST", "orders/\(order)/replace", #"{"quantity":3,"limit_price":"11.00"}"#),
        ]
        for (number, probe) in probes.enumerated() {
            try await Self.send(probe.0, probe.1, as: "known-\(number)", of: person, body: probe.2, port: port)
            let verdict = try await Self.verdict("known-\(number)", in: stack)
            #expect(verdict.verdict == "match" || verdict.verdict == "noise", "\(probe): \(verdict)")
            try await stack.feedIsLevel()
        }
        // An order that nobody has shown yet is not asked for under a name that may be another's.
        let fresh = try await person.order(port: port)
        try await Self.send("GET", "orders/\(fresh)", as: "unknown", of: person, port: port)
        try await eventually("the skip is counted") {
            try await stack.ficus("parity", "report").output.contains("unmapped_id")
        }

        try await stack.restart(.orders, ["--ids", "uuid", "--fault", "orders.wrong_client", "--build", "wrong"])
        try await Self.send("GET", "orders/\(order)", as: "planted", of: person, port: port)
        let planted = try await Self.verdict("planted", in: stack)
        #expect(planted.verdict == "mismatch")
        #expect(planted.differences.map(\.path) == ["body:/client_id"])
    }

    @Test func `a write that answers rightly and writes wrongly is found by its effects`() async throws {
        let stack = try await BrokerStack.start(sharedOrdersPort: true)
        for unit in Units.all { try await stack.flip(unit, "shadow") }
        let person = try await Person.register(at: stack.proxy)
        try await stack.feedIsLevel()
        let deposit = #"{"amount":"5.00","currency":"USD"}"#
        try await Self.send("POST", "deposits", as: "right", of: person, body: deposit, port: stack.proxy)
        let right = try await Self.verdict("right", in: stack)
        #expect(right.verdict == "match" || right.verdict == "noise", "\(right)")

        try await stack.restart(.portfolios, ["--fault", "portfolios.effects_wrong_amount", "--build", "wrong"])
        try await Self.send("POST", "deposits", as: "wrong", of: person, body: deposit, port: stack.proxy)
        let wrong = try await Self.verdict("wrong", in: stack)
        #expect(wrong.verdict == "mismatch")
        #expect(wrong.differences.map(\.path) == ["effects/transactions/0/amount"])
    }
}
