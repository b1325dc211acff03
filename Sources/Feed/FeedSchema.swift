package import Database

/// The tables of the feed itself.
package enum FeedSchema {
    /// `closes` marks the last event of a transaction; `feed_stream` names this database, so that a peer notices when a
    /// file was replaced by an empty one.
    package static let migrations = [first, second, third]

    /// What a request has changed is asked by its id.
    private static let second = Migration(
        "feed-2", sql: "CREATE INDEX outbox_events_by_request ON outbox_events (request_id);")

    /// A dry run asks whether what its primary did has been applied already.
    private static let third = Migration(
        "feed-3",
        sql: """
            CREATE TABLE feed_applied (id INTEGER PRIMARY KEY AUTOINCREMENT, request_id TEXT NOT NULL);
            CREATE INDEX feed_applied_by_request ON feed_applied (request_id);
            """)

    private static let first = Migration(
        "feed-1",
        sql: """
            CREATE TABLE outbox_events (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL, entity TEXT NOT NULL,
                request_id TEXT NOT NULL, time TEXT NOT NULL, row TEXT NOT NULL, answer TEXT, closes INTEGER NOT NULL);
            CREATE TABLE feed_stream (id TEXT NOT NULL);
            INSERT INTO feed_stream VALUES (lower(hex(randomblob(8))));
            CREATE TABLE feed_inbox (
                source TEXT PRIMARY KEY, stream TEXT NOT NULL, position INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE feed_peers (name TEXT PRIMARY KEY, delivered INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE feed_lease (
                id INTEGER PRIMARY KEY CHECK (id = 1), holder TEXT NOT NULL, expires_at INTEGER NOT NULL);
            INSERT INTO feed_lease VALUES (1, '', 0);
            CREATE TABLE feed_dry_runs (
                request_id TEXT PRIMARY KEY, expires_at INTEGER NOT NULL, reached INTEGER NOT NULL DEFAULT 0
                ) WITHOUT ROWID;
            """)
}
