import Testing

@testable import Routing

@Suite struct `The route tables of the repository` {
    @Test(arguments: ["brokerx", "examples/one-file", "examples/canary"])
    func `load without a word and pass their tests`(_ folder: String) {
        let loading = Definition.load(folder: Repository.path("RouteTables/\(folder)"))
        #expect(loading.diagnostics.map(\.description) == [])
        #expect(loading.definition != nil)
        #expect(loading.testsRun > 0)
    }

    @Test func `BrokerX begins at the monolith with every unit`() throws {
        let definition = try #require(Definition.load(folder: Repository.path("RouteTables/brokerx")).definition)
        #expect(definition.units.map(\.id) == ["clients", "orders", "orders.market_data", "internal", "portfolios"])
        #expect(definition.units.allSatisfy { $0.declared.state == .monolith })
        #expect(definition.routes.count == 24)
        #expect(definition.targets.first { $0.name == "orders" }?.instances.map(\.port) == [3003, 3013])
    }
}
