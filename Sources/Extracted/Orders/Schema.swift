import Database

/// The tables of the orders service, shared by its instances.
enum Schema {
    static let migrations = [
        Migration(
            "orders-1",
            sql: """
                CREATE TABLE orders (
                    id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL,
                    type TEXT NOT NULL, quantity INTEGER NOT NULL, limit_price INTEGER, status TEXT NOT NULL,
                    filled_quantity INTEGER NOT NULL, price INTEGER, replaces INTEGER, version INTEGER NOT NULL,
                    created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
                CREATE INDEX orders_of_client ON orders (client_id, id);
                CREATE TABLE executions (
                    id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL, client_id INTEGER NOT NULL, symbol TEXT NOT NULL,
                    side TEXT NOT NULL, quantity INTEGER NOT NULL, price INTEGER NOT NULL, amount INTEGER NOT NULL,
                    created_at TEXT NOT NULL);
                CREATE INDEX executions_of_client ON executions (client_id, id);
                -- What was promised before portfolios was called, until it is kept or undone (Desk/Intent.swift).
                CREATE TABLE intents (
                    order_id INTEGER PRIMARY KEY, kind TEXT NOT NULL, client_id INTEGER NOT NULL, ends INTEGER UNIQUE,
                    symbol TEXT NOT NULL, side TEXT NOT NULL, type TEXT NOT NULL, quantity INTEGER NOT NULL,
                    limit_price INTEGER, scope TEXT, key TEXT, request_hash TEXT, request_id TEXT NOT NULL,
                    undoing INTEGER NOT NULL, leased_until INTEGER NOT NULL);
                CREATE UNIQUE INDEX intents_by_key ON intents (scope, key) WHERE key IS NOT NULL AND undoing = 0;
                """)
    ]
}
