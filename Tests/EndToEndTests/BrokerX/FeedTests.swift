import Foundation
import TestSupport
import Testing

/// The feed, seen from outside: what one side writes, the other shows.
@Suite(.timeLimit(.minutes(2))) struct FeedTests {
    @Test func `rows written on one side are answered by the other with the same bytes, both ways`() async throws {
        let stack = try await SharedStack.ready()
        let person = try await Person.register(at: stack.port(.monolith))
        _ = try await person.deposit(port: stack.port(.monolith))
        let old = try await person.order(port: stack.port(.monolith))
        try await stack.feedIsLevel()
        let new = try await person.order(port: stack.port(.orders))
        try await stack.feedIsLevel()
        #expect(old < 1_000_000_000 && new >= 1_000_000_000)
        for path in ["/api/v1/orders/\(old)", "/api/v1/orders/\(new)", "/api/v1/orders", "/api/v1/executions"] {
            let monolith = try await person.send("GET", path, port: stack.port(.monolith), expect: 200)
            for instance in [Program.orders, .secondOrders] {
                let service = try await person.send("GET", path, port: stack.port(instance), expect: 200)
                #expect(service.text == monolith.text, "\(instance) \(path)")
            }
        }
        for (path, program) in [("/api/v1/portfolio", Program.portfolios), ("/api/v1/me", .clients)] {
            let monolith = try await person.send("GET", path, port: stack.port(.monolith), expect: 200)
            #expect(try await person.send("GET", path, port: stack.port(program), expect: 200).text == monolith.text)
        }
    }

    @Test func `a key used on one side is known on the other`() async throws {
        let stack = try await SharedStack.ready()
        let person = try await Person.register(at: stack.port(.monolith))
        _ = try await person.deposit(port: stack.port(.monolith))
        let key = UUID().uuidString
        let first = try await person.order(port: stack.port(.monolith), key: key)
        try await stack.feedIsLevel()
        #expect(try await person.order(port: stack.port(.orders), key: key) == first)
        let other = try await person.send(
            "POST", "/api/v1/orders", port: stack.port(.orders), body: Person.limitOrder(quantity: 7),
            fields: [("Idempotency-Key", key)])
        #expect(other.status == 409)
    }

    @Test func `a dry run answers and leaves nothing behind`() async throws {
        let stack = try await SharedStack.ready()
        let person = try await Person.register(at: stack.port(.monolith))
        _ = try await person.deposit(port: stack.port(.monolith))
        try await stack.feedIsLevel()
        let answer = try await person.send(
            "POST", "/api/v1/orders", port: stack.port(.orders), body: Person.limitOrder(quantity: 2),
            fields: [("Ficus-Leg", "shadow"), ("Idempotency-Key", UUID().uuidString)])
        #expect(answer.status == 201)
        let list = try await person.send("GET", "/api/v1/orders", port: stack.port(.orders), expect: 200)
        #expect(list.text == #"{"orders":[],"next":null}"#)
        let portfolio = try await person.send("GET", "/api/v1/portfolio", port: stack.port(.portfolios), expect: 200)
        #expect(portfolio.text.contains(#""reserved":"0.00""#))
    }
}
