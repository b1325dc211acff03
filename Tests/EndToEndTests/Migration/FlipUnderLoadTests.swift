import Foundation
import TestSupport
import Testing

/// Routes move back and forth while clients send 500 requests a second, and none of them notices.
@Suite(.serialized, .timeLimit(.minutes(3))) struct FlipUnderLoadTests {
    @Test func `no request fails while a group goes all the way and back`() async throws {
        let stack = try await BrokerStack.start()
        let person = try await Person.register(at: stack.proxy)
        _ = try await person.deposit(port: stack.proxy)
        let order = try await person.order(port: stack.proxy)
        try await stack.feedIsLevel()
        let load = OpenLoopLoad.start(port: stack.proxy, rate: 500, connections: 24) { number in
            number.isMultiple(of: 4)
                ? .get("/api/v1/orders/\(order)", fields: person.authorization) : .get("/api/v1/market_data")
        }
        for _ in 0..<2 {
            for unit in [Units.orders, Units.marketData] {
                try await stack.flip(unit, "shadow")
                try await stack.flip(unit, "canary", "--percent", "50", "--force", "--reason", "a test")
                try await stack.flip(unit, "extracted", "--force", "--reason", "a test")
            }
            let answer = try await RawClient.exchange("GET", "/api/v1/market_data", port: stack.proxy)
            #expect(answer["ficus-answered-by"]?.hasPrefix("orders;") == true)
            for unit in [Units.orders, Units.marketData] {
                for state in ["canary", "shadow", "monolith"] {
                    let words = state == "canary" ? [state, "--percent", "20"] : [state]
                    let back = try await stack.ficus(arguments: ["flip", unit] + words + ["--reason", "a test"])
                    #expect(back.code == 0, "\(back.output)\(back.errors)")
                }
            }
        }
        try await eventually("enough requests", within: .seconds(30)) { load.completed >= 1_500 }
        let report = await load.stop()
        #expect(report.failures.isEmpty, "\(report.failures)")
        #expect(report.statuses.keys.sorted() == [200], "\(report.statuses)")
    }

    @Test func `a rollback is in force when it is acknowledged, and finds the data`() async throws {
        let stack = try await BrokerStack.start()
        let person = try await Person.register(at: stack.proxy)
        _ = try await person.deposit(port: stack.proxy)
        try await stack.feedIsLevel()
        for state in ["shadow", "extracted"] {
            try await stack.flip(Units.portfolios, state, "--force", "--reason", "a test")
            try await stack.flip(Units.orders, state, "--force", "--reason", "a test")
        }
        let order = try await person.order(port: stack.proxy)
        #expect(order >= 1_000_000_000)
        try await stack.feedIsLevel()
        let rollback = try await stack.ficus("rollback", Units.orders, "--reason", "a test")
        #expect(rollback.code == 0, "\(rollback.errors)")
        let shown = try await person.send("GET", "/api/v1/orders/\(order)", port: stack.proxy, expect: 200)
        #expect(shown["ficus-answered-by"]?.hasPrefix("monolith;") == true)
        #expect(try await person.order(port: stack.proxy) < 1_000_000_000)
    }
}
