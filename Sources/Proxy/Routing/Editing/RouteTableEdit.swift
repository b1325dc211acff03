/// Adds rules to a route in a file of a route table, as text: everything else, comments included, stays as it is.
///
///     parity: {ignore: [/a]}         -> parity: {ignore: [/a, /b]}
///     parity:                        -> parity:
///       normalise: {/a: case}             normalise: {/a: case, /b: trim}
package struct RouteTableEdit {
    private var lines: [String]
    private let name: String

    /// The file with the entries added to the route's `parity`, or nil where the route is not in it, or is written in a
    /// way that cannot be added to.
    package static func adding(_ entries: [RuleEntry], toRoute id: String, in file: SourceFile) -> SourceFile? {
        var edit = RouteTableEdit(
            lines: String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init), name: file.name)
        for entry in entries {
            guard edit.add(entry, id) else { return nil }
        }
        return edit.file
    }

    private var file: SourceFile { SourceFile(name: name, text: lines.joined(separator: "\n")) }

    private mutating func add(_ entry: RuleEntry, _ id: String) -> Bool {
        guard let route = route(id) else { return false }
        guard let parity = Self.member("parity", of: route.value) else {
            if isFlow(route.value) {
                guard insert("parity: {\(entry.key): \(entry.flow)}", intoFlow: route.value) else { return false }
                comment(entry, above: route.location.line)
                return true
            }
            return append(["parity:", "  \(entry.key):"] + entry.lines.map { "    \($0)" }, toBlock: route.value)
        }
        guard let list = Self.member(entry.key, of: parity.value) else {
            if isFlow(parity.value) {
                guard insert("\(entry.key): \(entry.flow)", intoFlow: parity.value) else { return false }
                comment(entry, above: parity.location.line)
                return true
            }
            return append(["\(entry.key):"] + entry.lines.map { "  \($0)" }, toBlock: parity.value)
        }
        return add(entry, to: list)
    }

    private mutating func add(_ entry: RuleEntry, to list: YAMLValue.Entry) -> Bool {
        switch (list.value.content, entry.isList) {
        case (.scalar(let only), true):
            // One scalar alone is a list of one.
            let (row, column) = position(list.value)
            let text = lines[row].unicodeScalars
            let start = text.index(text.startIndex, offsetBy: column)
            guard text[start...].starts(with: only.unicodeScalars) else { return false }
            let end = text.index(start, offsetBy: only.unicodeScalars.count)
            lines[row] = String(text[..<start]) + "[\(only), \(entry.text)]" + String(text[end...])
            comment(entry, above: list.location.line)
            return true
        case (.list, true), (.map, false):
            guard isFlow(list.value) else { return append(entry.lines, toBlock: list.value) }
            guard insert(entry.text, intoFlow: list.value) else { return false }
            comment(entry, above: list.location.line)
            return true
        default: return false
        }
    }

    // MARK: Finding

    private func route(_ id: String) -> YAMLValue.Entry? {
        let documents = YAMLReader(file: file, environment: [:], log: DiagnosticLog()).documents()
        for document in documents {
            if let routes = Self.member("routes", of: document), let route = Self.member(id, of: routes.value) {
                return route
            }
        }
        return nil
    }

    private static func member(_ key: String, of value: YAMLValue) -> YAMLValue.Entry? {
        guard case .map(let entries) = value.content else { return nil }
        return entries.first { $0.key == key }
    }

    /// The row and the column that a value begins at, from 0.
    private func position(_ value: YAMLValue) -> (row: Int, column: Int) {
        (value.location.line - 1, value.location.column - 1)
    }

    private func isFlow(_ value: YAMLValue) -> Bool {
        let (row, column) = position(value)
        guard lines.indices.contains(row) else { return false }
        let first = lines[row].unicodeScalars.dropFirst(column).first
        return first == "{" || first == "["
    }

    // MARK: Writing

    private mutating func comment(_ entry: RuleEntry, above line: Int) {
        let indent = String(lines[line - 1].prefix { $0 == " " })
        lines.insert(contentsOf: entry.commentLines.map { indent + $0 }, at: line - 1)
    }

    /// Adds an entry before the bracket that ends a collection in flow style.
    private mutating func insert(_ text: String, intoFlow value: YAMLValue) -> Bool {
        let isEmpty: Bool
        switch value.content {
        case .map(let entries): isEmpty = entries.isEmpty
        case .list(let items): isEmpty = items.isEmpty
        default: return false
        }
        let (startRow, startColumn) = position(value)
        guard let (row, column) = FlowScan(lines).end(row: startRow, column: startColumn) else { return false }
        let scalars = Array(lines[row].unicodeScalars)
        var place = column
        while place > 0, scalars[place - 1] == " " { place -= 1 }
        // A bracket on a line of its own: what stands before it must stay as deep.
        if place == 0 { place = column }
        let endsWithComma = place > 0 && scalars[place - 1] == ","
        let lead = isEmpty || endsWithComma ? (endsWithComma ? " " : "") : ", "
        var line = String.UnicodeScalarView(scalars[..<place])
        line.append(contentsOf: (lead + text).unicodeScalars)
        line.append(contentsOf: scalars[place...])
        lines[row] = String(line)
        return true
    }

    /// Adds lines behind the last one of a collection in block style, as deep as its entries stand.
    private mutating func append(_ text: [String], toBlock value: YAMLValue) -> Bool {
        let first: SourceLocation
        switch value.content {
        case .map(let entries):
            guard let entry = entries.first else { return false }
            first = entry.location
        case .list(let items):
            guard let item = items.first else { return false }
            first = item.location
        default: return false
        }
        let row = first.line - 1
        let depth = lines[row].prefix { $0 == " " }.count
        var last = row
        for (index, line) in lines.enumerated().dropFirst(row + 1) {
            let content = line.drop { $0 == " " }
            if content.isEmpty || content.hasPrefix("#") { continue }
            let isItem = content.hasPrefix("- ") || content == "-"
            guard line.count - content.count >= depth, !content.hasPrefix("---"), !content.hasPrefix("...") else {
                break
            }
            // A list may stand as deep as its key: the next key ends it.
            if lines[row].drop(while: { $0 == " " }).hasPrefix("-"), line.count - content.count == depth, !isItem {
                break
            }
            last = index
        }
        let indent = String(repeating: " ", count: depth)
        lines.insert(contentsOf: text.map { indent + $0 }, at: last + 1)
        return true
    }
}

/// Finds where a collection in flow style ends.
struct FlowScan {
    private let lines: [String]

    init(_ lines: [String]) { self.lines = lines }

    /// The place of the bracket that closes the one at a place, rows and columns from 0.
    func end(row start: Int, column: Int) -> (row: Int, column: Int)? {
        var depth = 0
        var quote: Unicode.Scalar?
        for row in start..<lines.count {
            let scalars = Array(lines[row].unicodeScalars)
            var place = row == start ? column : 0
            while place < scalars.count {
                let scalar = scalars[place]
                if let open = quote {
                    if open == "\"", scalar == "\\" { place += 1 } else if scalar == open { quote = nil }
                } else {
                    switch scalar {
                    case "\"" where Self.mayQuote(scalars, place), "'" where Self.mayQuote(scalars, place):
                        quote = scalar
                    case "#" where place == 0 || scalars[place - 1] == " ": place = scalars.count
                    case "{", "[": depth += 1
                    case "}", "]":
                        depth -= 1
                        if depth == 0 { return (row, place) }
                    default: break
                    }
                }
                place += 1
            }
        }
        return nil
    }

    /// Within a plain text a quote is a character like any other.
    private static func mayQuote(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
        guard let before = scalars[..<place].last(where: { $0 != " " }) else { return true }
        return "{[,:-".unicodeScalars.contains(before)
    }
}
