import Contract
import Database
import Feed

/// Brings an order into the book: reserve, execute at once if the price allows, write it all down.
enum Placement {
    static func place(_ draft: OrderDraft, for clientID: Int, replacing old: Order? = nil, _ change: Change) throws
        -> Order
    {
        let price = try draft.executionPrice()
        let id = try Counters.next("order", change.db)
        // A purchase is covered at its limit, whatever it costs in the end; a market order has no limit but the price.
        let cover = draft.side == .buy ? try (draft.limitPrice ?? price ?? .zero).times(draft.quantity) : .zero
        let settlement = try price?.times(draft.quantity)
        let reservation = Reservation(
            orderID: id, clientID: clientID, side: draft.side, symbol: draft.symbol, quantity: draft.quantity,
            amount: cover, settlement: settlement)
        _ = try reservation.make(releasing: old?.id, change)
        if var old { try old.end(.replaced, change) }
        let order = Order(
            id: id, clientID: clientID, symbol: draft.symbol, side: draft.side, kind: draft.kind,
            quantity: draft.quantity, limitPrice: draft.limitPrice, status: price == nil ? .open : .filled,
            filledQuantity: price == nil ? 0 : draft.quantity, price: price, replaces: old?.id,
            createdAt: change.now, updatedAt: change.now)
        try order.insert(change)
        if let price, let settlement { try Execution.write(order, price: price, amount: settlement, change) }
        return order
    }

    static func cancel(_ order: Order, _ change: Change) throws -> Order {
        guard order.status == .open else { throw Problem.orderNotOpen }
        try Reservation.release(order.id, of: order.clientID, change)
        var order = order
        try order.end(.cancelled, change)
        return order
    }

    static func replace(_ old: Order, _ body: [UInt8], _ change: Change) throws -> Order {
        let draft = try OrderDraft(replacing: old, body)
        guard old.status == .open else { throw Problem.orderNotOpen }
        return try place(draft, for: old.clientID, replacing: old, change)
    }
}
