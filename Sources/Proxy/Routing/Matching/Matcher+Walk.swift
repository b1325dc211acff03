extension Matcher {
    /// Shows `accepts` the leaves whose path fits, the most specific first, until it returns true.
    ///
    /// Returns the route of the leaf that was accepted, or -1.
    func walk(_ path: Span<UInt8>, accepts: (Leaf) -> Bool) -> Int32 {
        guard path.count > 0, path[0] == ASCII.slash else { return -1 }
        // Why the end moves: one trailing slash does not make another route.
        let end = path[path.count - 1] == ASCII.slash ? path.count - 1 : path.count
        return step(node: 0, from: 1, path, end: end, accepts)
    }

    private func step(
        node index: Int32, from start: Int, _ path: Span<UInt8>, end: Int, _ accepts: (Leaf) -> Bool
    ) -> Int32 {
        let node = nodes[Int(index)]
        guard start < end else {
            let found = offer(node.ends, accepts)
            return found >= 0 ? found : offer(node.tails, accepts)
        }
        var hash = SegmentHash(node: index)
        var stop = start
        while stop < end, path[stop] != ASCII.slash {
            hash.combine(path[stop])
            stop += 1
        }
        let segment = path.extracting(start..<stop)

        let literal = child(of: index, segment, hash)
        if literal >= 0 {
            let found = step(node: literal, from: stop + 1, path, end: end, accepts)
            if found >= 0 { return found }
        }
        if node.int >= 0, RoutePattern.ParameterType.int.accepts(segment) {
            let found = step(node: node.int, from: stop + 1, path, end: end, accepts)
            if found >= 0 { return found }
        }
        if node.uuid >= 0, RoutePattern.ParameterType.uuid.accepts(segment) {
            let found = step(node: node.uuid, from: stop + 1, path, end: end, accepts)
            if found >= 0 { return found }
        }
        if node.text >= 0 {
            let found = step(node: node.text, from: stop + 1, path, end: end, accepts)
            if found >= 0 { return found }
        }
        return offer(node.tails, accepts)
    }

    /// The node behind a literal segment, or -1.
    private func child(of node: Int32, _ segment: Span<UInt8>, _ hash: SegmentHash) -> Int32 {
        let mask = edges.count - 1
        var slot = hash.slot & mask
        while true {
            let edge = edges[slot]
            if edge.from < 0 { return -1 }
            if edge.from == node, Int(edge.count) == segment.count, isLiteral(edge, segment) { return edge.to }
            slot = (slot + 1) & mask
        }
    }

    private func isLiteral(_ edge: Edge, _ segment: Span<UInt8>) -> Bool {
        let start = Int(edge.start)
        for index in segment.indices where literals[start + index] != segment[index] { return false }
        return true
    }

    private func offer(_ range: LeafRange, _ accepts: (Leaf) -> Bool) -> Int32 {
        for index in Int(range.start)..<Int(range.start + range.count) {
            let leaf = leaves[index]
            if accepts(leaf) { return leaf.route }
        }
        return -1
    }
}

/// Where an edge is looked for: FNV-1a over a node's number and the bytes of a segment.
struct SegmentHash {
    private var state: UInt64

    init(node: Int32) {
        state = (0xcbf2_9ce4_8422_2325 ^ UInt64(truncatingIfNeeded: node)) &* 0x100_0000_01b3
    }

    mutating func combine(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x100_0000_01b3
    }

    /// Folded, because the low bits of FNV alone are weak.
    var slot: Int { Int(truncatingIfNeeded: (state ^ (state >> 29)) & 0x7fff_ffff) }
}
