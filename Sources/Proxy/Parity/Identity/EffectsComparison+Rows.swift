extension EffectsComparison {
    /// Elements of two tables that are looked at to find which rows belong together, of both sides multiplied.
    private static let comparisonLimit = 4096

    /// The service's report with the rows of each table in the order of those of the monolith that say the same. Nothing
    /// says in which order rows were written, and ids that each side has made for itself do not tell which belong together.
    static func arranged(_ service: [UInt8], like monolith: [UInt8], by content: ComparisonRules) -> [UInt8] {
        guard var left = try? JSONDocument(monolith), var right = try? JSONDocument(service),
            left.nodes[0].kind == .object, right.nodes[0].kind == .object
        else { return service }
        left.mark(under: content, side: .monolith)
        right.mark(under: content, side: .service)
        let hashes = (left.hashes(under: content), right.hashes(under: content))
        var arranged: [UInt8] = []
        var copied = 0
        right.forEachMember(of: 0) { key in
            let table = key + 1
            guard right.nodes[table].kind == .array, let other = left.member(right.text(of: key), of: 0),
                left.nodes[other].kind == .array
            else { return }
            let rows = right.children(of: table)
            let likeness = ElementLikeness(
                monolith: left, service: right, hashes: hashes, left: left.children(of: other), right: rows)
            let written = right.writtenRange(of: table)
            arranged += right.bytes[copied..<written.lowerBound]
            let texts = order(likeness).map { right.bytes[right.writtenRange(of: rows[$0])] }
            arranged += [UInt8(ascii: "[")] + texts.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
            copied = written.upperBound
        }
        return arranged + right.bytes[copied...]
    }

    /// The service's rows: each in the place of one of the monolith that says the same, or else has the most in common with
    /// it, and the rest behind.
    private static func order(_ likeness: ElementLikeness) -> [Int] {
        let (left, right) = (likeness.leftHashes, likeness.rightHashes)
        var places = [Int?](repeating: nil, count: left.count)
        var rest = Array(right.indices)
        for row in left.indices {
            guard let found = rest.firstIndex(where: { right[$0] == left[row] }) else { continue }
            places[row] = rest.remove(at: found)
        }
        let open = places.indices.filter { places[$0] == nil }
        let isShort = open.count * rest.count <= comparisonLimit
        for row in open where !rest.isEmpty {
            let shares = isShort ? rest.map { likeness.share(row, $0) } : []
            places[row] = rest.remove(at: shares.max().flatMap(shares.firstIndex) ?? 0)
        }
        return places.compactMap(\.self) + rest
    }
}
