import Contract
import Database
import Feed

/// The one database: all tables of all parts of the business, side by side.
///
/// Nothing is unique but ids, so that no row of the feed can be refused; `cash` and `holdings` are kept by triggers and
/// follow from `transactions` and `reservations`, whoever wrote those.
enum Schema {
    static let migrations = [ContractSchema.migration] + FeedSchema.migrations + [tables, derived, counters]

    private static let tables = Migration(
        "monolith-1",
        sql: """
            CREATE TABLE clients (
                id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, password_hash TEXT NOT NULL,
                email_verified INTEGER NOT NULL, mfa_verified INTEGER NOT NULL, version INTEGER NOT NULL,
                created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT);
            CREATE INDEX clients_email ON clients (email) WHERE deleted_at IS NULL;
            CREATE TABLE deposits (
                id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL,
                status TEXT NOT NULL, created_at TEXT NOT NULL);
            CREATE INDEX deposits_client ON deposits (client_id, id);
            CREATE TABLE withdrawals (
                id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL,
                status TEXT NOT NULL, created_at TEXT NOT NULL);
            CREATE INDEX withdrawals_client ON withdrawals (client_id, id);
            CREATE TABLE transactions (
                id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, type TEXT NOT NULL, amount INTEGER NOT NULL,
                currency TEXT NOT NULL, symbol TEXT, quantity INTEGER, order_id INTEGER, created_at TEXT NOT NULL);
            CREATE INDEX transactions_client ON transactions (client_id, id);
            CREATE INDEX transactions_order ON transactions (order_id);
            CREATE TABLE reservations (
                order_id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, side TEXT NOT NULL, symbol TEXT NOT NULL,
                quantity INTEGER NOT NULL, amount INTEGER NOT NULL, settlement INTEGER, status TEXT NOT NULL,
                version INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
            CREATE TABLE orders (
                id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL,
                type TEXT NOT NULL, quantity INTEGER NOT NULL, limit_price INTEGER, status TEXT NOT NULL,
                filled_quantity INTEGER NOT NULL, price INTEGER, replaces INTEGER, version INTEGER NOT NULL,
                created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
            CREATE INDEX orders_client ON orders (client_id, id);
            CREATE TABLE executions (
                id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL, client_id INTEGER NOT NULL, symbol TEXT NOT NULL,
                side TEXT NOT NULL, quantity INTEGER NOT NULL, price INTEGER NOT NULL, amount INTEGER NOT NULL,
                created_at TEXT NOT NULL);
            CREATE INDEX executions_client ON executions (client_id, id);
            """)

    private static let derived = Migration(
        "monolith-2-derived",
        sql: """
            CREATE TABLE cash (
                client_id INTEGER PRIMARY KEY, balance INTEGER NOT NULL DEFAULT 0, reserved INTEGER NOT NULL DEFAULT 0);
            CREATE TABLE holdings (
                client_id INTEGER NOT NULL, symbol TEXT NOT NULL, quantity INTEGER NOT NULL DEFAULT 0,
                reserved INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (client_id, symbol)) WITHOUT ROWID;

            CREATE TRIGGER transactions_count AFTER INSERT ON transactions BEGIN
                INSERT INTO cash (client_id, balance) VALUES (NEW.client_id, NEW.amount)
                    ON CONFLICT (client_id) DO UPDATE SET balance = balance + excluded.balance;
                INSERT INTO holdings (client_id, symbol, quantity)
                    SELECT NEW.client_id, NEW.symbol, NEW.quantity WHERE NEW.symbol IS NOT NULL
                    ON CONFLICT (client_id, symbol) DO UPDATE SET quantity = quantity + excluded.quantity;
            END;

            CREATE TRIGGER reservations_begin AFTER INSERT ON reservations WHEN NEW.status = 'active' BEGIN
                INSERT INTO cash (client_id, reserved) SELECT NEW.client_id, NEW.amount WHERE NEW.side = 'buy'
                    ON CONFLICT (client_id) DO UPDATE SET reserved = reserved + excluded.reserved;
                INSERT INTO holdings (client_id, symbol, reserved)
                    SELECT NEW.client_id, NEW.symbol, NEW.quantity WHERE NEW.side = 'sell'
                    ON CONFLICT (client_id, symbol) DO UPDATE SET reserved = reserved + excluded.reserved;
            END;

            CREATE TRIGGER reservations_end AFTER UPDATE OF status ON reservations
            WHEN OLD.status = 'active' AND NEW.status <> 'active' BEGIN
                UPDATE cash SET reserved = reserved - OLD.amount
                    WHERE client_id = OLD.client_id AND OLD.side = 'buy';
                UPDATE holdings SET reserved = reserved - OLD.quantity
                    WHERE client_id = OLD.client_id AND symbol = OLD.symbol AND OLD.side = 'sell';
            END;
            """)

    private static let counters = Migration("monolith-3-counters") { db in
        try Counters.prepare(
            ["client", "deposit", "withdrawal", "transaction", "order", "execution"], first: 1, db)
    }
}
