extension JSONDocument {
    /// Scalars and empty containers within a value, itself included.
    func leaves(of node: Int) -> UInt64 {
        var leaves = 0
        var keys = 0
        for inner in node..<Int(nodes[node].next) {
            let value = nodes[inner]
            if !value.isContainer || Int(value.next) == inner + 1 { leaves += 1 }
            // A key is a node as well, but no leaf.
            if value.kind == .object { forEachMember(of: inner) { _ in keys += 1 } }
        }
        return UInt64(leaves - keys)
    }

    /// The leaves with their places, in the order written, without recursion.
    func allLeaves(limit: Int) -> [Leaf] {
        var leaves: [Leaf] = []
        var open: [(node: Int, index: Int)] = []
        var tokens: [String] = []
        var node = 0
        while node < nodes.count, leaves.count < limit {
            while let last = open.last, node >= Int(nodes[last.node].next) {
                open.removeLast()
                tokens.removeLast()
            }
            if let last = open.last {
                if nodes[last.node].kind == .object {
                    tokens[tokens.count - 1] = String(decoding: text(of: node), as: UTF8.self)
                    node += 1
                } else {
                    tokens[tokens.count - 1] = String(last.index)
                    open[open.count - 1].index += 1
                }
            }
            if nodes[node].isContainer, Int(nodes[node].next) > node + 1 {
                open.append((node, 0))
                tokens.append("")
            } else {
                leaves.append(Leaf(path: .body(JSONPointer(tokens: tokens)), value: leaf(node)))
            }
            node += 1
        }
        return leaves
    }
}
