/// One row of an answer, copied out of the statement, so it can be kept.
///
///     let id: Int = try row["id"]
///     let note: String? = try row["note"]
package struct SQLRow: Sendable {
    /// The column names of one answer, shared by its rows.
    final class Columns: Sendable {
        let names: [String]
        let indexes: [String: Int]

        init(_ names: [String]) {
            self.names = names
            indexes = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    let columns: Columns
    /// The values in the order of the columns.
    package let values: [SQLValue]

    package var columnNames: [String] { columns.names }

    /// The value of the named column; throws `unexpectedValue` when there is none or it is not a `T`.
    package subscript<T: SQLConvertible>(_ name: String) -> T {
        get throws {
            guard let index = columns.indexes[name] else {
                throw SQLError(.unexpectedValue, "no column \(name), only \(columns.names.joined(separator: ", "))")
            }
            return try self[index]
        }
    }

    /// The value of the column at `index`, counted from 0.
    package subscript<T: SQLConvertible>(_ index: Int) -> T {
        get throws {
            guard values.indices.contains(index) else {
                throw SQLError(.unexpectedValue, "no column \(index), only \(values.count)")
            }
            guard let value = T(sqlValue: values[index]) else {
                throw SQLError(.unexpectedValue, "column \(columns.names[index]) is not a \(T.self)")
            }
            return value
        }
    }
}
