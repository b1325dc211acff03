import GRDB

/// What went wrong in the database, in terms a caller can act on.
package struct SQLError: Error, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// A UNIQUE or PRIMARY KEY constraint refused the row.
        case uniqueViolation
        case foreignKeyViolation
        /// A CHECK or NOT NULL constraint refused the row.
        case checkViolation
        /// Another connection kept the write lock for longer than the busy timeout; trying again may help.
        case busy
        /// The disk is full, or reading or writing it failed.
        case disk
        /// The file is not a database, or its content is damaged.
        case damaged
        case readOnly
        /// The file cannot be opened.
        case cannotOpen
        /// A column is missing, or holds a value of another type than the one asked for.
        case unexpectedValue
        /// The file has migrations that this program does not know: a newer program wrote it.
        case newerSchema
        case other
    }

    package let kind: Kind
    /// SQLite's message. For constraints it names table and column (`UNIQUE constraint failed: clients.email`).
    /// It never contains bound arguments.
    package let message: String

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    package var description: String { "database: \(message)" }
}

extension SQLError {
    init(_ error: DatabaseError) {
        let kind: Kind =
            switch error.extendedResultCode {
            case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID: .uniqueViolation
            case .SQLITE_CONSTRAINT_FOREIGNKEY: .foreignKeyViolation
            case .SQLITE_CONSTRAINT_CHECK, .SQLITE_CONSTRAINT_NOTNULL: .checkViolation
            default:
                switch error.resultCode {
                case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
                case .SQLITE_FULL, .SQLITE_IOERR: .disk
                case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
                case .SQLITE_READONLY: .readOnly
                case .SQLITE_CANTOPEN: .cannotOpen
                default: .other
                }
            }
        self.init(kind, error.message ?? "SQLite error \(error.extendedResultCode.rawValue)")
    }

    /// Runs `body`, turning an error of the library into one of ours; every other error passes unchanged.
    static func translating<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw SQLError(error)
        }
    }
}
