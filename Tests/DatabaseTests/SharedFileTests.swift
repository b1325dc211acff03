import Foundation
import Testing

@testable import Database

@Suite struct SharedFileTests {
    private static let counter = Migration(
        "counter", sql: "CREATE TABLE counter (n INTEGER); INSERT INTO counter VALUES (0)")

    @Test(.timeLimit(.minutes(1)))
    func `two pools on one file lose no update`() async throws {
        let file = try TemporaryFile()
        let databases = try [SQLDatabase(path: file.path), SQLDatabase(path: file.path)]
        try databases[0].migrate([Self.counter])
        try await withThrowingTaskGroup { group in
            for index in 0..<100 {
                group.addTask {
                    try await databases[index % 2].write { db in
                        let n: Int = try db.value("SELECT n FROM counter") ?? 0
                        try db.run("UPDATE counter SET n = ?", n + 1)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await databases[1].read { try $0.value("SELECT n FROM counter") } == 100)
    }

    @Test(.timeLimit(.minutes(1)))
    func `openings that race apply each migration once`() async throws {
        let file = try TemporaryFile()
        let path = file.path
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    let database = try SQLDatabase(path: path)
                    try database.migrate([Self.counter])
                }
            }
            try await group.waitForAll()
        }
        let database = try SQLDatabase(path: path)
        #expect(try await database.read { try $0.value("SELECT count(*) FROM counter") } == 1)
    }

    @Test func `a writer that waits too long is told busy`() throws {
        let file = try TemporaryFile()
        let holder = try SQLDatabase(path: file.path)
        let other = try SQLDatabase(path: file.path, busyTimeout: .milliseconds(20))
        try holder.write { _ in
            _ = #expect { try other.write { _ in } } throws: { ($0 as? SQLError)?.kind == .busy }
        }
    }

    @Test func `a file with unknown migrations is refused`() throws {
        let file = try TemporaryFile()
        let newer = try SQLDatabase(path: file.path)
        try newer.migrate([Self.counter, Migration("later", sql: "CREATE TABLE later (n INTEGER)")])
        let older = try SQLDatabase(path: file.path)
        #expect { try older.migrate([Self.counter]) } throws: { ($0 as? SQLError)?.kind == .newerSchema }
    }

    @Test func `a migration that fails is not recorded and leaves nothing behind`() throws {
        let database = try SQLDatabase.inMemory()
        let broken = Migration("broken", sql: "CREATE TABLE half (n INTEGER); SELECT nonsense")
        #expect(throws: SQLError.self) { try database.migrate([broken]) }
        try database.migrate([Migration("broken", sql: "CREATE TABLE half (n INTEGER)")])
    }

    @Test func `a file that is not a database is called damaged`() throws {
        let file = try TemporaryFile()
        try Data(repeating: 7, count: 8192).write(to: URL(filePath: file.path))
        #expect { try SQLDatabase(path: file.path) } throws: { ($0 as? SQLError)?.kind == .damaged }
    }
}
