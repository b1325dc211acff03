/// A text of several lines: each of them is a place of its own, and those that do not move may not differ.
struct LineShape {
    private let own: [[ArraySlice<UInt8>]]

    /// Longer texts are judged as one.
    private static let limit = 4000

    /// nil where the texts have one line, or not all as many.
    init?(_ texts: [[UInt8]]) {
        let own = texts.map { Self.lines($0) }
        guard own.count > 1, let first = own.first, (2...Self.limit).contains(first.count),
            own.allSatisfy({ $0.count == first.count })
        else { return nil }
        self.own = own
    }

    func problem(of text: [UInt8]) -> ShapeProblem? {
        let its = Self.lines(text)
        guard its.count == own[0].count else { return .length }
        for (index, line) in its.enumerated() {
            let theirs = own.map { $0[index] }
            if theirs.allSatisfy({ $0 == theirs[0] }) {
                if line != theirs[0] { return .part }
            } else if let problem = Self.problem(of: line, among: theirs) {
                return problem
            }
        }
        return nil
    }

    /// `name: value` and `name = value` have their value judged as one.
    private static func problem(of line: ArraySlice<UInt8>, among own: [ArraySlice<UInt8>]) -> ShapeProblem? {
        let names = Set(own.map { nameEnd($0).map { line in Array(line) } })
        if names.count == 1, let name = names.first, let name {
            guard line.starts(with: name) else { return .prefix }
            return TextShape(own.map { Array($0.dropFirst(name.count)) }).problem(of: Array(line.dropFirst(name.count)))
        }
        return TextShape(own.map(Array.init)).problem(of: Array(line))
    }

    /// The name of a line with what separates it from the value.
    private static func nameEnd(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let end = line.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") }),
            line[..<end].allSatisfy({ TextSegments.isWord($0) || "-_. ".utf8.contains($0) }), let first = line.first,
            TextSegments.isWord(first), !TextSegments.isDigit(first)
        else { return nil }
        let value = line[(end + 1)...].firstIndex { $0 != 0x20 } ?? line.endIndex
        return line[..<value]
    }

    private static func lines(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
        text.split(separator: 0x0A, omittingEmptySubsequences: false)
    }
}
