import GRDB

// The same three calls for `async` functions: the closure runs on a thread of the database while the task
// is suspended. Cancelling the task interrupts the closure, rolls back and throws `CancellationError`.
extension SQLDatabase {
    /// See `read(_:)`.
    package func read<T: Sendable>(_ body: @Sendable (SQLConnection) throws -> T) async throws -> T {
        try await Self.translating { try await self.writer.read { try body(SQLConnection(database: $0)) } }
    }

    /// See `write(_:)`.
    package func write<T: Sendable>(_ body: @Sendable (SQLConnection) throws -> T) async throws -> T {
        try await Self.translating {
            try await self.writer.writeWithoutTransaction { try Self.transaction($0, ending: .commit, body) }
        }
    }

    /// See `writeDryRun(_:)`.
    package func writeDryRun<T: Sendable>(_ body: @Sendable (SQLConnection) throws -> T) async throws -> T {
        try await Self.translating {
            try await self.writer.writeWithoutTransaction { try Self.transaction($0, ending: .rollback, body) }
        }
    }

    private static func translating<T>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let error as DatabaseError {
            throw SQLError(error)
        }
    }
}
