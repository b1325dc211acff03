/// The places that are not compared, as a tree of reference tokens in flat arrays.
///
/// A walk through a document carries the set of nodes that its path has reached: at most 64 places are told apart by one
/// bit each, so that a step costs no allocation.
struct IgnoreTree: Sendable {
    /// The nodes that a path has reached, one bit for each.
    typealias Reached = UInt64

    private struct Edge: Sendable {
        var from: UInt8
        /// nil is `*`.
        var token: [UInt8]?
        var to: UInt8
    }

    private var edges: [Edge] = []
    /// The nodes at which a pointer ends.
    private var ends: Reached = 0

    let root: Reached = 1

    /// nil when there is nothing to ignore.
    init?(_ pointers: [String]) throws(InvalidRule) {
        guard !pointers.isEmpty else { return nil }
        var nodes: UInt8 = 1
        for text in pointers {
            guard let pointer = JSONPointer(text) else { throw InvalidRule(rule: text) }
            var node: UInt8 = 0
            for token in pointer.tokens {
                let name = token == "*" ? nil : Array(token.utf8)
                if let edge = edges.first(where: { $0.from == node && $0.token == name }) {
                    node = edge.to
                } else {
                    guard nodes < 64 else { throw InvalidRule(rule: text) }
                    edges.append(Edge(from: node, token: name, to: nodes))
                    node = nodes
                    nodes += 1
                }
            }
            ends |= 1 << Reached(node)
        }
    }
}
