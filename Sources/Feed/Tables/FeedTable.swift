import Contract
import Database

/// A table whose rows travel on the feed: how a row is written as JSON, and how one that arrives is applied.
///
/// Rows travel whole, never as differences, so applying one again changes nothing.
package struct FeedTable: Sendable {
    package enum Kind: Sendable {
        case integer
        case text
        /// Cents in the database, a string with two decimals on the feed.
        case money
        /// 0 and 1 in the database.
        case flag
    }

    package enum Conflict: Sendable {
        /// The row never changes: the first one stays.
        case keep
        /// The row has `version` and `updated_at`, raised by each change: the higher pair wins.
        case latest
    }

    package struct Column: Sendable {
        let name: String
        let kind: Kind

        package static func integer(_ name: String) -> Column { Column(name: name, kind: .integer) }
        package static func text(_ name: String) -> Column { Column(name: name, kind: .text) }
        package static func money(_ name: String) -> Column { Column(name: name, kind: .money) }
        package static func flag(_ name: String) -> Column { Column(name: name, kind: .flag) }
    }

    package let entity: String
    /// The name of the table.
    let name: String
    /// `clients`, `portfolios` or `orders`: where its stored answers belong.
    package let domain: String
    /// Whether changes of it are what a request is about; stored answers are not.
    let isReported: Bool
    let columns: [Column]
    private let selectByKey: String
    private let selectPage: String
    private let upsert: String

    /// The first column is the key. `only` limits the entity to the rows of the table with that text in that column.
    package init(
        _ entity: String, domain: String, table: String, conflict: Conflict, columns: [Column],
        conflictColumns: [String]? = nil, only: (column: String, text: String)? = nil
    ) {
        self.entity = entity
        name = table
        isReported = only == nil
        self.domain = domain
        self.columns = columns
        let names = columns.map(\.name)
        let list = names.joined(separator: ", ")
        let key = names.first ?? "rowid"
        let filter = only.map { " AND \($0.column) = '\($0.text)'" } ?? ""
        selectByKey = "SELECT \(list) FROM \(table) WHERE \(key) = ?"
        selectPage = "SELECT \(list), rowid FROM \(table) WHERE rowid > ?\(filter) ORDER BY rowid LIMIT ?"
        let target = (conflictColumns ?? [key]).joined(separator: ", ")
        let resolution =
            switch conflict {
            case .keep: "NOTHING"
            case .latest:
                "UPDATE SET \(names.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")) "
                    + "WHERE (excluded.version, excluded.updated_at) > (\(table).version, \(table).updated_at)"
            }
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        upsert = "INSERT INTO \(table) (\(list)) VALUES (\(marks)) ON CONFLICT (\(target)) DO \(resolution)"
    }

    /// The row as it is now.
    func row(_ key: any SQLConvertible, _ db: SQLConnection) throws -> JSON {
        guard let row = try db.row(selectByKey, key) else { throw FeedFailure("no row \(key) of \(entity)") }
        return try json(row)
    }

    /// Brings in a row of another side.
    func apply(_ row: JSON, _ db: SQLConnection) throws {
        try db.run(upsert, arguments: columns.map { try value(row[$0.name], $0) })
    }

    /// Rows in the order in which they were inserted, with the cursor behind the last.
    func page(after cursor: Int, limit: Int, _ db: SQLConnection) throws -> (rows: [JSON], cursor: Int) {
        let rows = try db.rows(selectPage, cursor, limit)
        return (try rows.map(json), try rows.last.map { try $0[columns.count] } ?? cursor)
    }

    private func json(_ row: SQLRow) throws -> JSON {
        .object(
            try columns.enumerated().map { index, column in
                let value: JSON =
                    switch column.kind {
                    case .integer: .integer(try row[index] as Int?)
                    case .text: .text(try row[index])
                    case .money: .money(try row[index])
                    case .flag: try (row[index] as Bool?).map(JSON.bool) ?? .null
                    }
                return JSON.Member(column.name, value)
            })
    }

    private func value(_ json: JSON?, _ column: Column) throws -> SQLValue {
        switch (json, column.kind) {
        case (.null, _): return .null
        case (.number, .integer): if let value = json?.integerValue { return value.sqlValue }
        case (.string(let text), .text): return .text(text)
        case (.string(let text), .money): if let money = Money(text) { return money.sqlValue }
        case (.bool(let value), .flag): return value.sqlValue
        default: break
        }
        throw FeedFailure("\(entity).\(column.name) cannot be read")
    }
}

/// Why an event cannot be read or applied.
package struct FeedFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
