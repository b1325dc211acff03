import Contract
import Database
import Foundation

/// The intents, inside one transaction.
struct Intents {
    let db: SQLConnection

    func add(_ intent: Intent, leasedUntil: Date) throws {
        let terms = intent.terms
        try db.run(
            """
            INSERT INTO intents (order_id, kind, client_id, ends, symbol, side, type, quantity, limit_price, scope, key,
                request_hash, request_id, undoing, leased_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
            """, intent.orderID, intent.kind, intent.clientID, intent.ends, terms.symbol, terms.side, terms.kind,
            terms.quantity, terms.limitPrice, intent.key?.scope, intent.key?.key, intent.key?.requestHash,
            intent.requestID, leasedUntil)
    }

    /// Whether a request with this key is being worked on; throws `idempotencyConflict` when it is another request.
    func isPending(_ key: IdempotencyKey) throws -> Bool {
        let hash: String? = try db.value(
            "SELECT request_hash FROM intents WHERE scope = ? AND key = ? AND undoing = 0", key.scope, key.key)
        guard let hash else { return false }
        guard hash == key.requestHash else { throw Problem.idempotencyConflict }
        return true
    }

    /// Whether a request is about to end this order.
    func isPending(ending orderID: Int) throws -> Bool {
        let found: Int? = try db.value("SELECT 1 FROM intents WHERE ends = ?", orderID)
        return found != nil
    }

    /// Deletes the intent of who concludes it; false when somebody else has given it up or finished it.
    func conclude(_ intent: Intent) throws -> Bool {
        try db.run("DELETE FROM intents WHERE order_id = ? AND undoing = 0", intent.orderID) > 0
    }

    /// Forgets an intent that has no effect anywhere.
    func remove(_ intent: Intent) throws {
        try db.run("DELETE FROM intents WHERE order_id = ?", intent.orderID)
    }

    /// Gives a placement up: from now on it can only be undone, and its key is free.
    func giveUp(_ intent: Intent) throws {
        try db.run("UPDATE intents SET undoing = 1, leased_until = 0 WHERE order_id = ?", intent.orderID)
    }

    /// Leaves an intent to `Recovery`.
    func leave(_ intent: Intent) throws {
        try db.run("UPDATE intents SET leased_until = 0 WHERE order_id = ?", intent.orderID)
    }

    func hasAbandoned(at now: Date) throws -> Bool {
        let found: Int? = try db.value("SELECT 1 FROM intents WHERE leased_until < ?", now)
        return found != nil
    }

    /// Takes over the intents whose lease ran out; placements among them are given up.
    func takeAbandoned(at now: Date, leasedUntil: Date) throws -> [Intent] {
        let intents = try db.rows("SELECT * FROM intents WHERE leased_until < ? ORDER BY order_id LIMIT 50", now)
            .map(Intent.init)
        for intent in intents {
            try db.run(
                "UPDATE intents SET leased_until = ?, undoing = ? WHERE order_id = ?", leasedUntil,
                intent.kind == .place, intent.orderID)
        }
        return intents
    }
}
