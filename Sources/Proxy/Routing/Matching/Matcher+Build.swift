extension Matcher {
    /// Compiles patterns; the position of each is the route index that a walk returns.
    convenience init(patterns: [RoutePattern]) {
        var builder = Builder()
        for (route, pattern) in patterns.enumerated() { builder.add(pattern, route: Int32(route)) }
        let (nodes, edges, literals, leaves) = builder.finish(patterns)
        self.init(nodes: nodes, edges: edges, literals: literals, leaves: leaves, patterns: patterns)
    }

    /// The trie while it grows: nodes with dictionaries, flattened at the end.
    private struct Builder {
        private var nodes = [Node()]
        private var children: [[[UInt8]: Int32]] = [[:]]
        private var ends: [[Int32]] = [[]]
        private var tails: [[Int32]] = [[]]

        mutating func add(_ pattern: RoutePattern, route: Int32) {
            var node = 0
            for segment in pattern.segments { node = Int(child(of: node, segment)) }
            if pattern.tail == nil { ends[node].append(route) } else { tails[node].append(route) }
        }

        private mutating func child(of node: Int, _ segment: RoutePattern.Segment) -> Int32 {
            let existing: Int32 =
                switch segment {
                case .literal(let bytes): children[node][bytes] ?? -1
                case .parameter(_, .int): nodes[node].int
                case .parameter(_, .uuid): nodes[node].uuid
                case .parameter(_, .text): nodes[node].text
                }
            if existing >= 0 { return existing }
            let created = Int32(nodes.count)
            nodes.append(Node())
            children.append([:])
            ends.append([])
            tails.append([])
            switch segment {
            case .literal(let bytes): children[node][bytes] = created
            case .parameter(_, .int): nodes[node].int = created
            case .parameter(_, .uuid): nodes[node].uuid = created
            case .parameter(_, .text): nodes[node].text = created
            }
            return created
        }

        mutating func finish(
            _ patterns: [RoutePattern]
        ) -> (nodes: [Node], edges: [Edge], literals: [UInt8], leaves: [Leaf]) {
            var leaves: [Leaf] = []
            for node in nodes.indices {
                nodes[node].ends = Self.append(ends[node], to: &leaves, patterns)
                nodes[node].tails = Self.append(tails[node], to: &leaves, patterns)
            }
            var literals: [UInt8] = []
            let edges = Self.edges(children, &literals)
            return (nodes, edges, literals, leaves)
        }

        private static func append(
            _ routes: [Int32], to leaves: inout [Leaf], _ patterns: [RoutePattern]
        ) -> LeafRange {
            let start = Int32(leaves.count)
            let ranked = routes.map { (route: $0, specificity: Specificity(patterns[Int($0)])) }
            for (route, _) in ranked.sorted(by: { $0.specificity > $1.specificity }) {
                let pattern = patterns[Int(route)]
                leaves.append(
                    Leaf(
                        route: route, methods: MethodSet(pattern: pattern.method),
                        isConditional: pattern.host != nil || !pattern.headers.isEmpty || !pattern.query.isEmpty))
            }
            return LeafRange(start: start, count: Int32(routes.count))
        }

        /// At most half of the slots are taken, so that a search ends at an empty one soon.
        private static func edges(_ children: [[[UInt8]: Int32]], _ literals: inout [UInt8]) -> [Edge] {
            let count = children.reduce(0) { $0 + $1.count }
            var capacity = 2
            while capacity < 2 * count { capacity *= 2 }
            var edges = [Edge](repeating: Edge(), count: capacity)
            for (from, literalsOfNode) in children.enumerated() {
                for (bytes, to) in literalsOfNode {
                    var hash = SegmentHash(node: Int32(from))
                    for byte in bytes { hash.combine(byte) }
                    var slot = hash.slot & (capacity - 1)
                    while edges[slot].from >= 0 { slot = (slot + 1) & (capacity - 1) }
                    edges[slot] = Edge(
                        from: Int32(from), to: to, start: Int32(literals.count), count: Int32(bytes.count))
                    literals.append(contentsOf: bytes)
                }
            }
            return edges
        }
    }
}
