import Database

/// The tables of the store. A step is never changed once released; a new one is added at the end.
enum Schema {
    /// "FICU": tells our files from those of other programs (`PRAGMA application_id`).
    static let applicationID = 0x4649_4355

    static let migrations = [
        Migration(
            "1-revisions-flips-evidence",
            sql: """
                PRAGMA application_id = \(applicationID);
                CREATE TABLE revisions (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    time INTEGER NOT NULL,
                    who TEXT NOT NULL,
                    hash TEXT NOT NULL,
                    files TEXT NOT NULL
                );
                CREATE TABLE flips (
                    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                    record TEXT NOT NULL,
                    hash TEXT NOT NULL
                );
                CREATE TABLE epochs (
                    id INTEGER PRIMARY KEY,
                    route TEXT NOT NULL,
                    definition INTEGER NOT NULL,
                    rules INTEGER NOT NULL,
                    monolith_build TEXT NOT NULL,
                    service_build TEXT NOT NULL,
                    resets INTEGER NOT NULL,
                    started INTEGER NOT NULL,
                    updated INTEGER NOT NULL,
                    counters TEXT NOT NULL,
                    UNIQUE (route, definition, rules, monolith_build, service_build, resets)
                );
                CREATE INDEX epochs_by_use ON epochs (route, updated);
                CREATE TABLE difference_groups (
                    epoch INTEGER NOT NULL REFERENCES epochs,
                    pattern TEXT NOT NULL,
                    class TEXT NOT NULL,
                    content TEXT NOT NULL,
                    PRIMARY KEY (epoch, pattern, class)
                ) WITHOUT ROWID;
                CREATE TABLE trend (
                    epoch INTEGER NOT NULL REFERENCES epochs,
                    minute INTEGER NOT NULL,
                    compared INTEGER NOT NULL,
                    mismatches INTEGER NOT NULL,
                    PRIMARY KEY (epoch, minute)
                ) WITHOUT ROWID;
                CREATE TABLE parity_resets (
                    id INTEGER PRIMARY KEY,
                    route TEXT NOT NULL,
                    time INTEGER NOT NULL,
                    who TEXT NOT NULL,
                    why TEXT NOT NULL
                );
                CREATE INDEX parity_resets_by_route ON parity_resets (route);
                PRAGMA user_version = 1;
                """),
        Migration(
            "2-counting-seed",
            sql: """
                CREATE TABLE counting_seed (id INTEGER PRIMARY KEY CHECK (id = 1), seed TEXT NOT NULL);
                PRAGMA user_version = 2;
                """),
        Migration(
            "3-identities",
            sql: """
                CREATE TABLE identities (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    service TEXT NOT NULL,
                    domain TEXT NOT NULL,
                    monolith_id BLOB NOT NULL,
                    service_id BLOB NOT NULL,
                    monolith_number INTEGER NOT NULL,
                    service_number INTEGER NOT NULL,
                    witness TEXT NOT NULL,
                    time REAL NOT NULL,
                    UNIQUE (service, domain, monolith_id),
                    UNIQUE (service, domain, service_id)
                );
                CREATE INDEX identities_by_space ON identities (service, domain, number);
                PRAGMA user_version = 3;
                """),
        Migration(
            "4-samples",
            sql: """
                CREATE TABLE samples (
                    route TEXT NOT NULL,
                    slot INTEGER NOT NULL,
                    time INTEGER NOT NULL,
                    size INTEGER NOT NULL,
                    line BLOB NOT NULL,
                    UNIQUE (route, slot)
                );
                CREATE INDEX samples_by_time ON samples (time);
                PRAGMA user_version = 4;
                """),
        Migration(
            "5-warm-evidence",
            sql: """
                CREATE TABLE warm_evidence (
                    source TEXT NOT NULL,
                    route TEXT NOT NULL,
                    time INTEGER NOT NULL,
                    content TEXT NOT NULL,
                    UNIQUE (source, route)
                );
                PRAGMA user_version = 5;
                """),
        Migration(
            "6-sample-places",
            sql: """
                ALTER TABLE samples ADD COLUMN kept_for TEXT;
                ALTER TABLE samples ADD COLUMN build TEXT;
                PRAGMA user_version = 6;
                """),
    ]
}
