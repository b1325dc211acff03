import Contract

/// Money that a client brought in or took out.
struct Transfer: Sendable {
    enum Direction: Sendable {
        case deposit
        case withdrawal
    }

    let id: Int
    let clientID: Int
    /// Positive in both directions.
    let amount: Money
    let createdAt: Timestamp

    /// The row as the API shows it.
    var json: JSON {
        [
            "id": .integer(id), "client_id": .integer(clientID), "amount": .money(amount),
            "currency": .string(currency), "status": "completed", "created_at": .timestamp(createdAt),
        ]
    }
}

extension Transfer.Direction {
    /// The entity of the feed, and what a row is called.
    var entity: String {
        switch self {
        case .deposit: "deposit"
        case .withdrawal: "withdrawal"
        }
    }

    var table: String { entity + "s" }

    var entryKind: Entry.Kind {
        switch self {
        case .deposit: .deposit
        case .withdrawal: .withdrawal
        }
    }
}
