/// Rows for `Screen.table`, each cell with its style.
struct TextTable {
    struct Cell: ExpressibleByStringInterpolation {
        var text: String
        var style: Screen.Style?

        init(_ text: String, _ style: Screen.Style? = nil) {
            self.text = text
            self.style = style
        }

        init(stringLiteral value: String) {
            self.init(value)
        }
    }

    private let header: [String]
    private var rows: [[Cell]] = []

    init(_ header: String...) {
        self.header = header
    }

    mutating func add(_ cells: Cell...) {
        rows.append(cells)
    }

    var text: String {
        Screen.table(header, rows.map { $0.map(\.text) }) { rows[$0][$1].style }
    }
}
