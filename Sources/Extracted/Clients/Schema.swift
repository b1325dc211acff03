import Database

/// The tables of the clients service. Emails are checked by the transaction that writes them and not by a constraint,
/// so that no row of the feed can be refused.
enum Schema {
    static let migrations = [
        Migration(
            "clients-1",
            sql: """
                CREATE TABLE clients (
                    id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, password_hash TEXT NOT NULL,
                    email_verified INTEGER NOT NULL, mfa_verified INTEGER NOT NULL, version INTEGER NOT NULL,
                    created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT);
                CREATE INDEX clients_by_email ON clients (email) WHERE deleted_at IS NULL;
                """)
    ]
}
