extension JSONDocument {
    /// Scalars and empty containers within a value, itself included.
    func leaves(of node: Int) -> UInt64 {
        var leaves = 0
        var keys = 0
        for inner in node..<Int(nodes[node].next) {
            let value = nodes[inner]
            let isContainer = value.kind == .object || value.kind == .array
            if !isContainer || Int(value.next) == inner + 1 { leaves += 1 }
            // A key is a node as well, but no leaf.
            if value.kind == .object { forEachMember(of: inner) { _ in keys += 1 } }
        }
        return UInt64(leaves - keys)
    }
}
