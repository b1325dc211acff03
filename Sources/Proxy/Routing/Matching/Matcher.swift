/// All patterns of a definition as one trie in flat arrays.
///
/// ```
/// nodes   [ root | orders | :id | ... ]      children for parameters, ranges of leaves
/// edges   hash(node, segment) -> node        one open-addressing table for all literals: a step costs the same
///                                            with ten routes or ten thousand
/// leaves  [ route, methods, conditions? ]    those of one node side by side, the most specific first
/// ```
/// A walk tries, at each segment, literal, typed parameter, parameter, then the tail wildcards, and goes back when
/// the rest does not fit: the first leaf that accepts is the most specific route.
final class Matcher: Sendable {
    let nodes: [Node]
    let edges: [Edge]
    /// The bytes of all literals.
    let literals: [UInt8]
    let leaves: [Leaf]
    /// By route index.
    let patterns: [RoutePattern]

    init(nodes: [Node], edges: [Edge], literals: [UInt8], leaves: [Leaf], patterns: [RoutePattern]) {
        self.nodes = nodes
        self.edges = edges
        self.literals = literals
        self.leaves = leaves
        self.patterns = patterns
    }

    /// A place in the trie; a child is -1 where there is none.
    struct Node: Sendable {
        var int: Int32 = -1
        var uuid: Int32 = -1
        var text: Int32 = -1
        /// Routes that end here.
        var ends: LeafRange = .empty
        /// Routes with a tail wildcard here.
        var tails: LeafRange = .empty
    }

    /// Consecutive elements of `leaves`.
    struct LeafRange: Sendable {
        var start: Int32
        var count: Int32
        static let empty = LeafRange(start: 0, count: 0)
    }

    /// A literal segment from one node to another; `from` is -1 in an empty slot.
    struct Edge: Sendable {
        var from: Int32 = -1
        var to: Int32 = -1
        var start: Int32 = 0
        var count: Int32 = 0
    }

    /// One route at the node where its path ends.
    struct Leaf: Sendable {
        var route: Int32
        var methods: MethodSet
        /// Whether the pattern also asks for a host, fields or query parameters.
        var isConditional: Bool
    }
}
