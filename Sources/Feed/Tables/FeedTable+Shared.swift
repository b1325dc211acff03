/// The tables that the contract itself brings.
extension FeedTable {
    /// Tokens which are no longer good, for every side.
    package static let revocations = FeedTable(
        "revocation", domain: "clients", table: "revocations", conflict: .keep,
        columns: [.text("id"), .text("expires_at")])

    /// The stored answers of one domain.
    package static func answers(of domain: String) -> FeedTable {
        FeedTable(
            "answer:\(domain)", domain: domain, table: "stored_answers", conflict: .keep,
            columns: [
                .text("domain"), .text("scope"), .text("key"), .text("request_hash"), .integer("status"),
                .text("body"), .text("created_at"),
            ],
            conflictColumns: ["scope", "key"], only: ("domain", domain))
    }
}
