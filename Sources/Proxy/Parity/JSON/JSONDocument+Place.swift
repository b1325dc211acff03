extension JSONDocument {
    /// The way from the root to a value.
    func pointer(to target: Int) -> JSONPointer {
        var tokens: [String] = []
        var node = 0
        while node != target {
            let isObject = nodes[node].kind == .object
            let children = children(of: node)
            guard let position = children.lastIndex(where: { $0 <= target }) else { break }
            tokens.append(
                isObject ? String(decoding: text(of: children[position]), as: UTF8.self) : String(position))
            node = isObject ? children[position] + 1 : children[position]
        }
        return JSONPointer(tokens: tokens)
    }

    /// The bytes of a value with its quotes or brackets.
    func writtenRange(of node: Int) -> Range<Int> {
        let range = nodes[node].range
        return nodes[node].kind == .string ? range.lowerBound - 1..<range.upperBound + 1 : range
    }

    /// The bytes of a member or an element with the one comma that goes with it.
    func removalRange(of node: Int) -> Range<Int> {
        let parent = parent(of: node)
        let isObject = nodes[parent].kind == .object
        let children = children(of: parent)
        let first = isObject ? node - 1 : node
        guard let position = children.firstIndex(of: first) else { return writtenRange(of: node) }
        let start = writtenRange(of: first).lowerBound
        if position + 1 < children.count { return start..<writtenRange(of: children[position + 1]).lowerBound }
        guard position > 0 else { return start..<writtenRange(of: node).upperBound }
        let previous = isObject ? children[position - 1] + 1 : children[position - 1]
        return writtenRange(of: previous).upperBound..<writtenRange(of: node).upperBound
    }

    /// The container around a value that is not the root.
    private func parent(of node: Int) -> Int {
        var parent = node - 1
        while parent > 0 {
            let value = nodes[parent]
            if value.kind == .object || value.kind == .array, Int(value.next) > node { return parent }
            parent -= 1
        }
        return 0
    }
}
