package import Contract
import Synchronization

/// What a dry run would have changed, collected while it is answered: rows by table, in the order of the tables' first
/// row, each row as it would be after the request.
///
/// The middleware that answers a dry run sets it; whoever rolls a change back adds to it.
package final class ChangeReport: Sendable {
    /// The report of the request at hand; nil when nobody wants one.
    @TaskLocal package static var current: ChangeReport?

    private let tables = Mutex<[JSON.Member]>([])
    private let gap = Mutex(false)
    private let doubt = Mutex(false)

    package init() {}

    /// Whether the report tells all that would have changed.
    package var isComplete: Bool { !gap.withLock(\.self) }

    /// Whether the dry run may have been made on other rows than its primary saw.
    package var isUnsure: Bool { doubt.withLock(\.self) }

    /// Notes that another side, which the request went on to, did not report.
    package func leaveGap() { gap.withLock { $0 = true } }

    /// Notes that this side, or another one that the request went on to, may not see the rows as the primary did.
    package func leaveDoubt() { doubt.withLock { $0 = true } }

    /// `{"orders":[{...}],"executions":[{...}]}`
    package var json: JSON { .object(tables.withLock(\.self)) }

    /// Adds rows by table: what another side reports that the request went on to, as well.
    package func add(_ report: JSON) {
        guard case .object(let members) = report else { return }
        tables.withLock { tables in
            for member in members {
                guard let rows = member.value.arrayValue else { continue }
                for row in rows { Self.add(row, to: member.name, &tables) }
            }
        }
    }

    /// Gives an id its right value in every row, where it could not be known before.
    package func replace(_ column: String, _ old: Int, with new: Int) {
        tables.withLock { tables in
            tables = tables.map { table in
                .init(
                    table.name,
                    .array(
                        (table.value.arrayValue ?? []).map { row in
                            guard case .object(let members) = row else { return row }
                            return .object(
                                members.map { member in
                                    member.name == column && member.value.integerValue == old
                                        ? .init(column, .integer(new)) : member
                                })
                        }))
            }
        }
    }

    /// A row that is changed twice in one request is reported as it is in the end.
    private static func add(_ row: JSON, to table: String, _ tables: inout [JSON.Member]) {
        let place = tables.firstIndex { $0.name == table }
        var rows = place.flatMap { tables[$0].value.arrayValue } ?? []
        if let known = rows.firstIndex(where: { key(of: $0) == key(of: row) }) {
            rows[known] = row
        } else {
            rows.append(row)
        }
        if let place { tables[place].value = .array(rows) } else { tables.append(.init(table, .array(rows))) }
    }

    /// The first column is the key.
    private static func key(of row: JSON) -> JSON? {
        guard case .object(let members) = row else { return nil }
        return members.first?.value
    }
}

extension JSON {
    /// A row as it is reported: without what must not leave a side in a report.
    func withoutSecrets() -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { $0.name != "password_hash" })
    }
}
