import Foundation
import Testing

@testable import Database

/// A database in a directory of its own that is removed with the test.
final class TemporaryFile {
    let directory = FileManager.default.temporaryDirectory.appending(path: "ficus-\(UUID().uuidString)")
    var path: String { directory.appending(path: "test.sqlite").path }

    init() throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }
}

private let people = Migration(
    "people",
    sql: """
        CREATE TABLE people (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, note TEXT);
        CREATE TABLE pets (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people);
        """)

private func memory() throws -> SQLDatabase {
    let database = try SQLDatabase.inMemory()
    try database.migrate([people])
    return database
}

private enum Colour: String, SQLConvertible { case red, green }

@Suite struct DatabaseTests {
    @Test func `a row gives back what was bound, by name and by index`() throws {
        let database = try memory()
        try database.write { db in
            #expect(try db.run("INSERT INTO people (email, note) VALUES (?, ?)", "a@x", nil as String?) == 1)
            #expect(db.lastInsertedID == 1)
            let row = try #require(try db.row("SELECT * FROM people"))
            #expect(try row["id"] as Int == 1)
            #expect(try row[1] as String == "a@x")
            #expect(try row["note"] as String? == nil)
        }
    }

    @Test func `values of every kind survive the way in and out`() throws {
        let database = try memory()
        func same<T: SQLConvertible & Equatable>(_ value: T) throws -> Bool {
            try database.read { try $0.value("SELECT ?", value) } == value
        }
        #expect(try same(Int64.min))
        #expect(try same(true))
        #expect(try same(0.1))
        #expect(try same("naïve 🌳"))
        #expect(try same([UInt8](0...255)))
        #expect(try same([UInt8]()))
        #expect(try same(Date(timeIntervalSince1970: 1_700_000_000.123)))
        #expect(try same(Colour.green))
    }

    @Test func `a value of another type is an error, not a conversion`() throws {
        let database = try memory()
        #expect(throws: SQLError.self) { try database.read { try $0.value("SELECT '17'") as Int? } }
        #expect(throws: SQLError.self) { try database.read { try $0.value("SELECT 'blue'") as Colour? } }
        #expect(throws: SQLError.self) { try database.read { try $0.row("SELECT 1 AS a")?["b"] as Int? } }
    }

    @Test func `text with a NUL is refused, not cut short`() throws {
        let database = try memory()
        #expect(throws: SQLError.self) { try database.read { try $0.value("SELECT ?", "a\u{0}b") as String? } }
    }

    @Test func `a write that throws leaves nothing behind`() throws {
        struct Stop: Error {}
        let database = try memory()
        #expect(throws: Stop.self) {
            try database.write { db in
                try db.run("INSERT INTO people (email) VALUES ('a')")
                throw Stop()
            }
        }
        #expect(try database.read { try $0.value("SELECT count(*) FROM people") } == 0)
    }

    @Test func `a dry run returns its answer and leaves nothing behind`() async throws {
        let database = try memory()
        let id = try await database.writeDryRun { db in
            try db.run("INSERT INTO people (email) VALUES ('a')")
            return db.lastInsertedID
        }
        #expect(id == 1)
        #expect(try await database.read { try $0.value("SELECT count(*) FROM people") } == 0)
    }

    @Test func `a violated constraint is recognisable and undoes its statement alone`() throws {
        let database = try memory()
        try database.write { db in
            try db.run("INSERT INTO people (email) VALUES ('a')")
            let kinds: [(String, SQLError.Kind)] = [
                ("INSERT INTO people (email) VALUES ('a')", .uniqueViolation),
                ("INSERT INTO people (id, email) VALUES (1, 'b')", .uniqueViolation),
                ("INSERT INTO people (email) VALUES (NULL)", .checkViolation),
                ("INSERT INTO pets (person) VALUES (99)", .foreignKeyViolation),
            ]
            for (sql, kind) in kinds {
                #expect { try db.run(sql) } throws: { ($0 as? SQLError)?.kind == kind }
            }
        }
        #expect(try database.read { try $0.value("SELECT count(*) FROM people") } == 1)
    }

    @Test func `a savepoint undoes its own changes alone`() throws {
        struct Stop: Error {}
        let database = try memory()
        try database.write { db in
            try db.run("INSERT INTO people (email) VALUES ('kept')")
            #expect(throws: Stop.self) {
                try db.savepoint {
                    try db.run("INSERT INTO people (email) VALUES ('undone')")
                    throw Stop()
                }
            }
        }
        #expect(try database.read { try $0.rows("SELECT email FROM people").map { try $0[0] as String } } == ["kept"])
    }

    @Test func `a read cannot write`() throws {
        let file = try TemporaryFile()
        let database = try SQLDatabase(path: file.path)
        try database.migrate([people])
        #expect { try database.read { try $0.run("DELETE FROM people") } } throws: {
            ($0 as? SQLError)?.kind == .readOnly
        }
    }

    @Test(arguments: [(SQLDatabase.Durability.full, 2), (.normal, 1)])
    func `durability is what was asked for`(durability: SQLDatabase.Durability, pragma: Int) throws {
        let file = try TemporaryFile()
        let database = try SQLDatabase(path: file.path, durability: durability)
        #expect(try database.write { try $0.value("PRAGMA synchronous") } == pragma)
        #expect(try database.read { try $0.value("PRAGMA journal_mode") } == "wal")
        #expect(try database.write { try $0.value("PRAGMA foreign_keys") } == 1)
    }
}
