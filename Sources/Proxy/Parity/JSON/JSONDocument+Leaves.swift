extension JSONDocument {
    /// Scalars and empty containers within a value, itself included.
    func leaves(of node: Int) -> UInt64 {
        var count: UInt64 = 0
        for inner in node..<Int(nodes[node].next) {
            let value = nodes[inner]
            let isContainer = value.kind == .object || value.kind == .array
            if !isContainer || Int(value.next) == inner + 1 { count += 1 }
            // A key is a node as well, but no leaf.
            if value.kind == .object { forEachMember(of: inner) { _ in count -= 1 } }
        }
        return count
    }
}
