/// A text of rows and columns: each cell is a place of its own. One that stood still by chance in a column that moves
/// in many rows is judged by all of that column.
struct TableShape {
    /// By answer, row and column.
    private let own: [[[ArraySlice<UInt8>]]]
    private let separator: UInt8

    /// Longer texts are judged as one.
    private static let limit = 4000
    private static let separators = "\t|;, ".utf8

    /// nil where the texts are no tables of one form.
    init?(_ texts: [[UInt8]]) {
        guard texts.count > 1, let first = texts.first else { return nil }
        for separator in Self.separators where first.contains(separator) {
            let own = texts.map { Self.cells($0, separator) }
            let form = own[0].map(\.count)
            guard form.count <= Self.limit, own.allSatisfy({ $0.map(\.count) == form }) else { continue }
            guard Self.isTable(own[0], separator) else { continue }
            self.own = own
            self.separator = separator
            return
        }
        return nil
    }

    /// Tabs and bars part cells wherever they stand; commas and semicolons also stand in sentences and numbers, and part
    /// cells where each row has as many.
    private static func isTable(_ table: [[ArraySlice<UInt8>]], _ separator: UInt8) -> Bool {
        let rows = table.filter { !$0.allSatisfy(\.isEmpty) }
        let columns = rows.map(\.count).max() ?? 0
        // `took=40ms level=info user=ada`
        if separator == UInt8(ascii: " ") {
            return rows.contains { $0.count { $0.dropFirst().contains(UInt8(ascii: "=")) } > 2 }
        }
        if "\t|".utf8.contains(separator) { return columns > 2 || rows.count > 1 && columns > 1 }
        return rows.allSatisfy { $0.count == columns } && (rows.count > 1 && columns > 1 || columns > 3)
    }

    func problem(of text: [UInt8]) -> ShapeProblem? {
        let its = Self.cells(text, separator)
        guard its.map(\.count) == own[0].map(\.count) else { return .length }
        for (row, cells) in its.enumerated() {
            for (column, cell) in cells.enumerated() {
                if let problem = problem(of: cell, row, column) { return problem }
            }
        }
        return nil
    }

    private func problem(of cell: ArraySlice<UInt8>, _ row: Int, _ column: Int) -> ShapeProblem? {
        let theirs = own.map { $0[row][column] }
        if theirs.contains(cell) { return nil }
        if theirs.contains(where: { $0 != theirs[0] }) {
            return TextShape(theirs.map(Array.init)).problem(of: Array(cell))
        }
        let rows = own[0].indices.filter { own[0][$0].count == own[0][row].count }
        let moving = rows.filter { row in own.contains { $0[row][column] != own[0][row][column] } }
        guard moving.count > 1, moving.count * 3 >= rows.count else { return .part }
        // A row of names stands above.
        let shape = TextShape(own.flatMap { table in moving.map { Array(table[$0][column]) } })
        return shape.keepsKind(Array(theirs[0])) ? shape.problem(of: Array(cell)) : .part
    }

    private static func cells(_ text: [UInt8], _ separator: UInt8) -> [[ArraySlice<UInt8>]] {
        text.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }.map {
            $0.split(separator: separator, omittingEmptySubsequences: false)
        }
    }
}
