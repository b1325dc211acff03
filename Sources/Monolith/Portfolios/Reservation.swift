import Contract
import Database
import Feed

enum Side: String, SQLConvertible, Sendable {
    case buy, sell
}

/// What an order holds back, or has moved: money for a purchase, pieces for a sale.
///
///     active --settle--> settled --release (compensation)--> released
///        \------------------release------------------------>/
struct Reservation: Equatable {
    enum Status: String, SQLConvertible {
        case active, settled, released
    }

    let orderID: Int
    let clientID: Int
    let side: Side
    let symbol: String
    let quantity: Int
    /// What a purchase reserves; zero for a sale.
    let amount: Money
    /// What the execution moves; nil while the order is open.
    let settlement: Money?

    /// Reserves, and settles when the order executes at once; all or nothing. The same again changes nothing.
    func make(releasing old: Int? = nil, _ change: Change) throws -> Status {
        if let (known, status) = try Self.find(orderID, change.db) {
            guard known == self, status != .released else { throw Problem.reservationConflict }
            return status
        }
        if let old, let (known, status) = try Self.find(old, change.db), known.clientID == clientID, status == .active {
            try Self.set(.released, old, change)
        }
        switch side {
        case .buy:
            guard try Portfolio.availableFunds(clientID, change.db) >= amount else {
                throw Problem.insufficientFunds("quantity")
            }
        case .sell:
            guard try Portfolio.availableQuantity(clientID, symbol, change.db) >= quantity else {
                throw Problem.insufficientHoldings
            }
        }
        let status = settlement == nil ? Status.active : .settled
        try insert(status, change)
        if let settlement {
            try LedgerEntry.write(
                side == .buy ? .buy : .sell, of: clientID, side == .buy ? settlement.negated() : settlement,
                symbol: symbol, quantity: side == .buy ? quantity : -quantity, orderID: orderID, change)
        }
        return status
    }

    /// Ends an order's reservation, and books back what it has moved. One that is not known is noted as released, so that
    /// it cannot be made later.
    static func release(_ orderID: Int, of clientID: Int, _ change: Change) throws {
        guard let (known, status) = try find(orderID, change.db) else {
            let none = Reservation(
                orderID: orderID, clientID: clientID, side: .buy, symbol: "", quantity: 0, amount: .zero,
                settlement: nil)
            return try none.insert(.released, change)
        }
        guard known.clientID == clientID else { throw Problem.reservationConflict }
        switch status {
        case .released: return
        case .settled: try LedgerEntry.reverse(orderID: orderID, change)
        case .active: break
        }
        try set(.released, orderID, change)
    }

    private static func find(_ orderID: Int, _ db: SQLConnection) throws -> (Reservation, Status)? {
        try db.row(
            """
            SELECT order_id, client_id, side, symbol, quantity, amount, settlement, status FROM reservations
            WHERE order_id = ?
            """, orderID
        ).map { row in
            let reservation = Reservation(
                orderID: try row[0], clientID: try row[1], side: try row[2], symbol: try row[3], quantity: try row[4],
                amount: try row[5], settlement: try row[6])
            return (reservation, try row[7])
        }
    }

    private func insert(_ status: Status, _ change: Change) throws {
        try change.db.run(
            """
            INSERT INTO reservations (order_id, client_id, side, symbol, quantity, amount, settlement, status, version,
                created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
            """, orderID, clientID, side, symbol, quantity, amount, settlement, status, change.now, change.now)
        try change.record("reservation.\(status.rawValue)", "reservation", key: orderID)
    }

    private static func set(_ status: Status, _ orderID: Int, _ change: Change) throws {
        try change.db.run(
            "UPDATE reservations SET status = ?, version = version + 1, updated_at = ? WHERE order_id = ?", status,
            change.now, orderID)
        try change.record("reservation.\(status.rawValue)", "reservation", key: orderID)
    }
}
