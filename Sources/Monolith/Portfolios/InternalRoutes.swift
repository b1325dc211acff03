import Contract
import Database
import Feed
import Hummingbird

extension Monolith {
    /// What the orders service asks of whoever owns the portfolios.
    func addInternalRoutes(to router: Router<BrokerXContext>) {
        router.post("internal/reserve") { request, context in
            let submission = try await Submission(request, context, identity: nil, keys: keys)
            return try await journal.perform(submission, domain: "portfolios") { change in
                var fields = try Fields(parsing: submission.body)
                let (reservation, releases) = try Self.reservation(&fields)
                let status = try reservation.make(releasing: releases, change)
                return Self.answer(reservation.orderID, status)
            }
        }
        router.post("internal/release") { request, context in
            let submission = try await Submission(request, context, identity: nil, keys: keys)
            return try await journal.perform(submission, domain: "portfolios") { change in
                var fields = try Fields(parsing: submission.body)
                let (order, client) = (fields.integer("order_id"), fields.integer("client_id"))
                try fields.check()
                guard let order, let client else { throw Problem.internalError }
                try Reservation.release(order, of: client, change)
                return Self.answer(order, .released)
            }
        }
    }

    private static func answer(_ orderID: Int, _ status: Reservation.Status) -> Answer {
        Answer(.ok, ["order_id": .integer(orderID), "status": .string(status.rawValue)])
    }

    private static func reservation(_ fields: inout Fields) throws -> (Reservation, releases: Int?) {
        let (order, client) = (fields.integer("order_id"), fields.integer("client_id"))
        let side = fields.string("side") { Side(rawValue: $0) == nil ? "must be buy or sell" : nil }
        let symbol = fields.string("symbol")
        let quantity = fields.quantity("quantity")
        let amount = fields.string("amount", moneyRule)
        let settlement = fields.hasValue("settlement") ? fields.string("settlement", moneyRule) : nil
        let releases = fields.hasValue("releases") ? fields.integer("releases") : nil
        try fields.check()
        guard let order, let client, let side = side.flatMap(Side.init(rawValue:)), let symbol, let quantity,
            let amount = amount.flatMap(Money.init(_:))
        else { throw Problem.internalError }
        let reservation = Reservation(
            orderID: order, clientID: client, side: side, symbol: symbol, quantity: quantity, amount: amount,
            settlement: settlement.flatMap(Money.init(_:)))
        return (reservation, releases)
    }

    private static func moneyRule(_ text: String) -> String? {
        Money(text).map { $0 >= .zero } == true ? nil : "must be an amount with two decimals"
    }
}
