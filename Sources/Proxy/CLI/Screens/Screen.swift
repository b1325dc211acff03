import Foundation

/// Text for a terminal: colour only where somebody looks at it, columns that line up.
enum Screen {
    /// Styles that carry meaning; plain text where standard output is no terminal or `NO_COLOR` is set.
    enum Style: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
        case cyan = "36"
    }

    static let isColoured = isatty(STDOUT_FILENO) == 1 && !isColourRefused

    /// `NO_COLOR` with any text but none, as no-color.org has it; and a terminal that calls itself dumb.
    private static var isColourRefused: Bool {
        let environment = ProcessInfo.processInfo.environment
        return !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    }

    /// The columns to keep to: `COLUMNS` where somebody has set it, else the terminal's; nil where there is none.
    static var columns: Int? {
        let asked = ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init).flatMap { $0 >= 20 ? $0 : nil }
        return asked ?? TerminalSize.current?.columns
    }

    static func styled(_ text: String, _ style: Style) -> String {
        isColoured ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Rows under a header, each column as wide as its widest cell; `style` colours a cell after it was measured.
    static func table(
        _ header: [String], _ rows: [[String]], style: (_ row: Int, _ column: Int) -> Style? = { _, _ in nil }
    ) -> String {
        let widths = header.indices.map { column in
            ([header] + rows).map { $0[column].unicodeScalars.count }.max() ?? 0
        }
        func padded(_ text: String, _ column: Int) -> String {
            column == header.count - 1
                ? text : text + String(repeating: " ", count: widths[column] - text.unicodeScalars.count)
        }
        let title = header.indices.map { styled(padded(header[$0], $0), .bold) }.joined(separator: "  ")
        let body = rows.enumerated().map { number, row in
            header.indices.map { column in
                let text = padded(row[column], column)
                return style(number, column).map { styled(text, $0) } ?? text
            }.joined(separator: "  ")
        }
        return ([title] + body).joined(separator: "\n")
    }

    /// Writes to standard error.
    static func complain(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
    }
}
