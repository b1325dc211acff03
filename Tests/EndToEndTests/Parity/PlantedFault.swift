import TestSupport
import Testing

/// A fault that a service can be started with, the requests that meet it, and where the differences are to be found.
struct PlantedFault: Sendable, CustomTestStringConvertible {
    let name: String
    let program: Program
    /// A difference must be at this path or below it.
    let path: String
    /// The requests; the fault shows in at least one of them.
    let probe: Probe

    enum Probe: Sendable {
        case placeOrder, dearOrder, showOrder, showOrderOften, listOrders, pageOfOrders
        case me, strangersClient
        case portfolio, deposits, pageOfDeposits
    }

    var testDescription: String { name }

    init(_ name: String, _ program: Program, _ path: String, _ probe: Probe) {
        self.name = name
        self.program = program
        self.path = path
        self.probe = probe
    }

    static let all = [
        PlantedFault("orders.rounding", .orders, "body:/limit_price", .dearOrder),
        PlantedFault("orders.missing_field", .orders, "body:/filled_quantity", .showOrder),
        PlantedFault("orders.number_as_string", .orders, "body:/quantity", .showOrder),
        PlantedFault("orders.wrong_status", .orders, "status", .placeOrder),
        PlantedFault("orders.list_order", .orders, "body:/orders", .listOrders),
        PlantedFault("orders.page_boundary", .orders, "body:/orders", .pageOfOrders),
        PlantedFault("orders.timezone", .orders, "body:/created_at", .showOrder),
        PlantedFault("orders.one_in_200", .orders, "body:/side", .showOrderOften),
        PlantedFault("orders.leaking_field", .orders, "body:/reservation", .showOrder),
        PlantedFault("clients.missing_field", .clients, "body:/email_verified", .me),
        PlantedFault("clients.wrong_status", .clients, "status", .strangersClient),
        PlantedFault("clients.leaking_field", .clients, "body:/password_hash", .me),
        PlantedFault("clients.timezone", .clients, "body:/created_at", .me),
        PlantedFault("portfolios.rounding", .portfolios, "body:/balance", .portfolio),
        PlantedFault("portfolios.number_as_string", .portfolios, "body:/holdings/0/quantity", .portfolio),
        PlantedFault("portfolios.list_order", .portfolios, "body:/deposits", .deposits),
        PlantedFault("portfolios.page_boundary", .portfolios, "body:/deposits", .pageOfDeposits),
    ]
}

/// A person with rows on both sides, who sends the probes.
struct Prober: Sendable {
    let person: Person
    let orders: [Int]

    static func make(at stack: BrokerStack) async throws -> Prober {
        let port = stack.proxy
        let person = try await Person.register(at: port)
        _ = try await person.deposit("400000.00", port: port)
        _ = try await person.deposit("20.00", port: port)
        _ = try await person.make(
            "/api/v1/orders", port: port, body: #"{"symbol":"BRKX","side":"buy","type":"market","quantity":9}"#)
        let orders = [try await person.order(port: port), try await person.order(port: port)]
        try await stack.feedIsLevel()
        return Prober(person: person, orders: orders)
    }

    /// Sends the requests of a probe through the proxy, each with `id` as the start of its request id.
    func send(_ probe: PlantedFault.Probe, id: String, port: Int) async throws {
        func get(_ path: String, _ number: Int = 0) async throws {
            _ = try await person.send(
                "GET", "/api/v1/\(path)", port: port, fields: [("X-Request-Id", "\(id)-\(number)")])
        }
        func place(_ body: String) async throws {
            let fields = [("X-Request-Id", "\(id)-0"), ("Idempotency-Key", id)]
            _ = try await person.send("POST", "/api/v1/orders", port: port, body: body, fields: fields, expect: 201)
        }
        switch probe {
        case .placeOrder: try await place(Person.limitOrder(quantity: 1))
        case .dearOrder:
            try await place(
                #"{"symbol":"AAPL","side":"buy","type":"limit","quantity":1,"limit_price":"20000.00"}"#)
        case .showOrder: try await get("orders/\(orders[0])")
        case .showOrderOften: for number in 0..<220 { try await get("orders/\(orders[number % 2])", number) }
        case .listOrders: try await get("orders")
        case .pageOfOrders: try await get("orders?limit=2")
        case .me: try await get("me")
        case .strangersClient: try await get("clients/\(person.id + 500_000)")
        case .portfolio: try await get("portfolio")
        case .deposits: try await get("deposits")
        case .pageOfDeposits: try await get("deposits?limit=1")
        }
    }
}
