import Database

/// The tables of the portfolios service.
///
/// The ledger and the reservations are the truth; balances and holdings are sums over them, so rows which two sides
/// wrote merge without loss.
enum Schema {
    static let migrations = [
        Migration(
            "portfolios-1",
            sql: """
                CREATE TABLE deposits (
                    id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, amount INTEGER NOT NULL,
                    currency TEXT NOT NULL, status TEXT NOT NULL, created_at TEXT NOT NULL);
                CREATE INDEX deposits_of_client ON deposits (client_id, id);
                CREATE TABLE withdrawals (
                    id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, amount INTEGER NOT NULL,
                    currency TEXT NOT NULL, status TEXT NOT NULL, created_at TEXT NOT NULL);
                CREATE INDEX withdrawals_of_client ON withdrawals (client_id, id);
                CREATE TABLE transactions (
                    id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, type TEXT NOT NULL, amount INTEGER NOT NULL,
                    currency TEXT NOT NULL, symbol TEXT, quantity INTEGER, order_id INTEGER, created_at TEXT NOT NULL);
                CREATE INDEX transactions_of_client ON transactions (client_id, id);
                CREATE INDEX cash_of_client ON transactions (client_id, amount);
                CREATE INDEX holdings_of_client ON transactions (client_id, symbol, quantity) WHERE symbol IS NOT NULL;
                CREATE TABLE reservations (
                    order_id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, side TEXT NOT NULL, symbol TEXT NOT NULL,
                    quantity INTEGER NOT NULL, amount INTEGER NOT NULL, settlement INTEGER, status TEXT NOT NULL,
                    version INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
                CREATE INDEX active_reservations ON reservations (client_id, side, symbol) WHERE status = 'active';
                """)
    ]
}
