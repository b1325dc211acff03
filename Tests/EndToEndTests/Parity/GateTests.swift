import Foundation
import TestSupport
import Testing

/// A gate opens for a service that agrees, and for no other.
@Suite(.timeLimit(.minutes(3))) struct GateTests {
    @Test(arguments: [nil, "orders.page_boundary", "orders.list_order"])
    func `a correct service reaches its gate, a faulty one never does`(fault: String?) async throws {
        let flags = fault.map { ["--fault", $0] } ?? []
        let stack = try await BrokerStack.start(flags: [.orders: flags, .secondOrders: flags])
        try await stack.flip(Units.marketData, "shadow")
        let early = try await stack.ficus("flip", Units.marketData, "canary", "--percent", "10")
        #expect(early.code == 3, "\(early.output)\(early.errors)")
        for _ in 0..<2 {
            let load = OpenLoopLoad.start(port: stack.proxy, rate: 300, connections: 8) { number in
                .get("/api/v1/market_data?limit=\(number % 5 + 1)")
            }
            _ = try await load.finish(after: 400)
        }
        if fault == nil {
            try await eventually("the gate opens", every: .milliseconds(200)) {
                try await stack.ficus("flip", Units.marketData, "canary", "--percent", "10").code == 0
            }
        } else {
            let refused = try await stack.ficus("flip", Units.marketData, "canary", "--percent", "10")
            #expect(refused.code == 3, "\(refused.output)\(refused.errors)")
            let forced = try await stack.ficus(
                "flip", Units.marketData, "canary", "--percent", "10", "--force", "--reason", "a test")
            #expect(forced.code == 0)
            let history = try await stack.ficus("history")
            #expect(history.output.contains("a test"))
        }
    }
}
