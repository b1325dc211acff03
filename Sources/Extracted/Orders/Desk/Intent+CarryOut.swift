import Contract
import Feed
import HTTPTypes

// What an intent becomes once portfolios has done its part.
extension Intent {
    func carryOut(_ change: Change) throws -> Answer {
        switch kind {
        case .place: return Answer(.created, try placeOrder(change).json)
        case .cancel: return Answer(.ok, try endOrder(as: .cancelled, change).json)
        case .replace:
            _ = try endOrder(as: .replaced, change)
            return Answer(.created, try placeOrder(change).json)
        }
    }

    private func placeOrder(_ change: Change) throws -> Order {
        let price = try terms.executionPrice()
        let order = Order(
            id: orderID, clientID: clientID, terms: terms, status: price == nil ? .open : .filled,
            filledQuantity: price == nil ? 0 : terms.quantity, price: price, replaces: ends, version: 1,
            createdAt: change.now, updatedAt: change.now)
        try Orders(db: change.db).add(order)
        try change.record("order.placed", "order", key: order.id)
        if let price { try execute(order, at: price, change) }
        return order
    }

    private func execute(_ order: Order, at price: Money, _ change: Change) throws {
        let execution = Execution(
            id: try Counters.next("execution", change.db), orderID: order.id, clientID: clientID, symbol: terms.symbol,
            side: terms.side, quantity: terms.quantity, price: price, amount: try price.times(terms.quantity),
            createdAt: change.now)
        try Executions(db: change.db).add(execution)
        try change.record("order.executed", "execution", key: execution.id)
    }

    private func endOrder(as status: Order.Status, _ change: Change) throws -> Order {
        let orders = Orders(db: change.db)
        guard let id = ends, let order = try orders.find(id, of: clientID) else { throw Problem.notFound }
        let ended = try orders.end(order, as: status, at: change.now)
        try change.record("order.\(status.rawValue)", "order", key: id)
        return ended
    }
}
