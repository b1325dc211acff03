import Foundation
import GRDB

/// A connection inside one `read` or `write` of `SQLDatabase`; it must not leave the closure.
///
/// A statement that throws undoes itself alone: the transaction goes on if the closure catches the error.
/// Statements are prepared once per connection and cached by their text, so the text should not vary.
package struct SQLConnection {
    let database: Database

    /// All rows of a query.
    package func rows(_ sql: String, _ arguments: (any SQLConvertible)...) throws -> [SQLRow] {
        var rows: [SQLRow] = []
        try query(sql, arguments) { rows.append($0) }
        return rows
    }

    /// The first row of a query, or nil.
    package func row(_ sql: String, _ arguments: (any SQLConvertible)...) throws -> SQLRow? {
        var first: SQLRow?
        try query(sql, arguments, limit: 1) { first = $0 }
        return first
    }

    /// The first column of the first row, or nil when there is no row or the value is NULL.
    package func value<T: SQLConvertible>(_ sql: String, _ arguments: (any SQLConvertible)...) throws -> T? {
        var value: T??
        try query(sql, arguments, limit: 1) { value = try $0[0] as T? }
        return value ?? nil
    }

    /// Visits the rows of a query one by one, for answers too large to hold.
    package func forEachRow(
        _ sql: String, _ arguments: [any SQLConvertible], _ body: (SQLRow) throws -> Void
    ) throws {
        try query(sql, arguments, body: body)
    }

    /// Executes one statement and returns the number of rows that it changed.
    @discardableResult
    package func run(_ sql: String, _ arguments: (any SQLConvertible)...) throws -> Int {
        try run(sql, arguments: arguments)
    }

    /// The same with the arguments in an array.
    @discardableResult
    package func run(_ sql: String, arguments: [any SQLConvertible]) throws -> Int {
        try SQLError.translating {
            let before = database.totalChangesCount
            try database.cachedStatement(sql: sql).execute(arguments: try StatementArguments(arguments))
            return database.totalChangesCount - before
        }
    }

    /// Executes several statements without arguments, separated by semicolons: a schema.
    package func script(_ sql: String) throws {
        try SQLError.translating { try database.execute(sql: sql) }
    }

    /// The row id of the last INSERT on this connection.
    package var lastInsertedID: Int { Int(database.lastInsertedRowID) }

    /// The number of rows changed by the last INSERT, UPDATE or DELETE on this connection.
    package var changes: Int { database.changesCount }

    /// Runs `body` inside a savepoint: if it throws, its changes alone are undone and the error goes on.
    package func savepoint<T>(_ body: () throws -> T) throws -> T {
        try SQLError.translating {
            var result: Result<T, any Error>?
            try database.inSavepoint {
                let outcome = Result { try body() }
                result = outcome
                if case .failure = outcome { return .rollback }
                return .commit
            }
            guard let result else { throw SQLError(.other, "savepoint did not run") }
            return try result.get()
        }
    }

    private func query(
        _ sql: String, _ arguments: [any SQLConvertible], limit: Int = .max, body: (SQLRow) throws -> Void
    ) throws {
        try SQLError.translating {
            let statement = try database.cachedStatement(sql: sql)
            let columns = SQLRow.Columns(statement.columnNames)
            let rows = try Row.fetchCursor(statement, arguments: try StatementArguments(arguments))
            var count = 0
            while count < limit, let row = try rows.next() {
                try body(SQLRow(columns: columns, values: columns.names.indices.map { SQLValue(row[$0]) }))
                count += 1
            }
        }
    }
}

extension StatementArguments {
    /// Text with a NUL is refused, as PostgreSQL refuses it: SQLite would store it and read half of it back.
    fileprivate init(_ arguments: [any SQLConvertible]) throws {
        let values = arguments.map(\.sqlValue)
        for case .text(let text) in values where text.utf8.contains(0) {
            throw SQLError(.unexpectedValue, "text with a NUL character cannot be stored")
        }
        self.init(values.map(DatabaseValue.init))
    }
}

extension DatabaseValue {
    fileprivate init(_ value: SQLValue) {
        self =
            switch value {
            case .null: .null
            case .integer(let integer): integer.databaseValue
            case .real(let real): real.databaseValue
            case .text(let text): text.databaseValue
            case .blob(let bytes): Data(bytes).databaseValue
            }
    }
}

extension SQLValue {
    fileprivate init(_ value: DatabaseValue) {
        self =
            switch value.storage {
            case .null: .null
            case .int64(let integer): .integer(integer)
            case .double(let real): .real(real)
            case .string(let text): .text(text)
            case .blob(let data): .blob([UInt8](data))
            }
    }
}
