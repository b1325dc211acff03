import TestSupport
import Testing

@testable import Parity

/// A system of clients and their orders, and the same system under other names.
private struct Renamed {
    struct Order {
        var id: Int
        var client: Int
        var quantity: Int
    }

    enum Style: CaseIterable {
        /// Every id is the same.
        case same
        /// The service has UUIDs.
        case uuid
        /// The service has the same numbers for other things.
        case shuffled
        /// Letters and digits behind a prefix.
        case prefixed
    }

    var generator: SeededGenerator
    let style: Style
    let orders: [Order]
    private let names: [String: [Int: String]]

    init(seed: UInt64, style: Style) {
        var generator = SeededGenerator(seed: seed)
        self.style = style
        let count = Int.random(in: 12...30, using: &generator)
        orders = (1...count).map { id in
            Order(id: id, client: 1 + id % 6, quantity: Int.random(in: 1...3, using: &generator))
        }
        func name(_ domain: String, _ ids: ClosedRange<Int>) -> [Int: String] {
            let shuffled = ids.shuffled(using: &generator)
            return Dictionary(
                uniqueKeysWithValues: zip(ids, shuffled).map { id, other in
                    switch style {
                    case .same: (id, "\(id)")
                    case .uuid: (id, "\"\(uuid(other + (domain == "order" ? 0 : 10_000)))\"")
                    case .shuffled: (id, "\(other)")
                    case .prefixed: (id, "\"\(domain)_x\(other)z\"")
                    }
                })
        }
        names = ["order": name("order", 1...count), "client": name("client", 1...6)]
        self.generator = generator
    }

    func json(_ order: Order, isService: Bool, id: Int? = nil, client: Int? = nil) -> String {
        func name(_ domain: String, _ id: Int) -> String { isService ? names[domain]?[id] ?? "" : "\(id)" }
        return #"{"id":\#(name("order", id ?? order.id)),"client_id":\#(name("client", client ?? order.client)),"#
            + #""quantity":\#(order.quantity)}"#
    }

    func list(_ orders: [Order], isService: Bool) -> String {
        #"{"orders":[\#(orders.map { json($0, isService: isService) }.joined(separator: ","))]}"#
    }
}

@Suite struct `Whatever the ids are called` {
    private static func fixture() throws -> IdentityFixture {
        try IdentityFixture(
            [
                ("/id", "order"), ("/client_id", "client"), ("/orders/*/id", "order"),
                ("/orders/*/client_id", "client"),
            ])
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>, Renamed.Style.allCases)
    fileprivate func `a renaming is a match, and every swap is found at its place`(
        _ seed: UInt64, _ style: Renamed.Style
    ) throws {
        var world = Renamed(seed: seed, style: style)
        var fixture = try Self.fixture()
        for order in world.orders.shuffled(using: &world.generator) {
            let answer = fixture.compare(world.json(order, isService: false), world.json(order, isService: true))
            #expect(answer.verdict == .match, "seed \(seed): \(answer.differences)")
        }
        for _ in 0..<5 {
            let some = world.orders.shuffled(using: &world.generator).prefix(8)
            let page = some.sorted { $0.id < $1.id }
            let answer = fixture.compare(
                world.list(page, isService: false), world.list(page, isService: true))
            #expect(answer.verdict == .match, "seed \(seed): \(answer.differences)")
        }
        for _ in 0..<20 {
            let order = world.generator.pick(world.orders)
            let swapsClient = world.generator.chance(0.5)
            let other = world.orders.first { swapsClient ? $0.client != order.client : $0.id != order.id }
            let stranger = try #require(other)
            let answer = fixture.compare(
                world.json(order, isService: false),
                swapsClient
                    ? world.json(order, isService: true, client: stranger.client)
                    : world.json(order, isService: true, id: stranger.id))
            #expect(
                answer.differences.map(\.path.description) == [swapsClient ? "body:/client_id" : "body:/id"],
                "seed \(seed): \(order) \(stranger)")
        }
    }
}
