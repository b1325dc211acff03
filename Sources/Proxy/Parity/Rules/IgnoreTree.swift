/// The places that are not compared, as a tree of reference tokens.
///
/// A walk through a document carries the set of tree nodes that its path has reached, one bit each, so that `*` may
/// stand beside a name.
struct IgnoreTree: Sendable {
    typealias Reached = UInt128

    private struct Edge: Sendable {
        var from: Int
        /// nil is `*`.
        var token: [UInt8]?
        var to: Int
    }

    private var edges: [Edge] = []
    /// The nodes at which a pointer ends.
    private var ends: Reached = 0

    static let root: Reached = 1

    /// nil when there is nothing to ignore.
    init?(_ pointers: [String]) throws(InvalidRule) {
        guard !pointers.isEmpty else { return nil }
        var nodes = 1
        for text in pointers {
            guard let pointer = JSONPointer(text) else { throw InvalidRule(rule: text, problem: .noPointer) }
            var node = 0
            for token in pointer.tokens {
                let name = token == "*" ? nil : Array(token.utf8)
                if let edge = edges.first(where: { $0.from == node && $0.token == name }) {
                    node = edge.to
                } else {
                    guard nodes < Reached.bitWidth else { throw InvalidRule(rule: text, problem: .tooMany) }
                    edges.append(Edge(from: node, token: name, to: nodes))
                    node = nodes
                    nodes += 1
                }
            }
            ends |= 1 << Reached(node)
        }
    }

    /// Marks the ignored values of a document and counts what that costs.
    func mark(_ document: inout JSONDocument) -> Coverage {
        var coverage = Coverage()
        mark(&document, 0, Self.root, &coverage)
        return coverage
    }

    private func mark(_ document: inout JSONDocument, _ node: Int, _ reached: Reached, _ coverage: inout Coverage) {
        guard reached & ends == 0 else {
            document.nodes[node].isIgnored = true
            coverage.ignored += document.leaves(of: node)
            return
        }
        guard reached != 0 else {
            coverage.compared += document.leaves(of: node)
            return
        }
        let children = document.children(of: node)
        switch document.nodes[node].kind {
        case .object where !children.isEmpty:
            for key in children {
                let next = step(reached) { document.hasText(key, $0) }
                mark(&document, key + 1, next, &coverage)
            }
        case .array where !children.isEmpty:
            for (index, element) in children.enumerated() {
                let next = step(reached) { $0.elementsEqual(String(index).utf8) }
                mark(&document, element, next, &coverage)
            }
        default:
            coverage.compared += 1
        }
    }

    private func step(_ reached: Reached, _ isToken: ([UInt8]) -> Bool) -> Reached {
        var next: Reached = 0
        for edge in edges where reached & 1 << Reached(edge.from) != 0 {
            if edge.token.map(isToken) ?? true { next |= 1 << Reached(edge.to) }
        }
        return next
    }
}
