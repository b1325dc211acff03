/// Many places at once, as an automaton over reference tokens: one step for each key or index of a walk, whatever the
/// number of places. Built from the pointers by the subset construction, so that `*` may stand beside a name.
struct PlaceAutomaton: Sendable {
    typealias State = UInt16

    /// No place can be reached any more.
    static let dead: State = 0
    static let root: State = 1
    /// Beyond, the pointers are refused: `*` beside names may multiply states.
    private static let stateLimit = 4096

    private struct Edge: Sendable {
        var token: [UInt8]
        var next: State
    }

    private struct Step: Sendable {
        var edges: [Edge] = []
        /// Where every other token leads.
        var other: State = PlaceAutomaton.dead
    }

    private var steps: [Step] = [Step(), Step()]
    /// For each state the pointers that end there.
    private(set) var ends: [[Int]] = [[], []]

    var count: Int { steps.count }

    init(_ pointers: [String]) throws(InvalidRule) {
        var tree = Tree()
        for (index, text) in pointers.enumerated() {
            guard let pointer = JSONPointer(text) else { throw InvalidRule(rule: text, problem: .noPointer) }
            tree.insert(pointer.tokens, end: index)
        }
        var states: [[Int]: State] = [[]: Self.dead, [0]: Self.root]
        var pending: [[Int]] = [[0]]
        ends[Int(Self.root)] = tree.ends[0]
        while let nodes = pending.popLast() {
            guard let state = states[nodes] else { continue }
            var step = Step()
            let anyway = nodes.compactMap { tree.wildcards[$0] }.sorted()
            var targets: [([UInt8]?, [Int])] = [(nil, anyway)]
            for token in Set(nodes.flatMap { tree.names[$0].keys }) {
                targets.append((token, (anyway + nodes.compactMap { tree.names[$0][token] }).sorted()))
            }
            for (token, target) in targets {
                if states[target] == nil {
                    guard steps.count < Self.stateLimit else {
                        throw InvalidRule(rule: pointers.last ?? "", problem: .tooMany)
                    }
                    states[target] = State(steps.count)
                    steps.append(Step())
                    ends.append(target.flatMap { tree.ends[$0] }.sorted())
                    pending.append(target)
                }
                let next = states[target] ?? Self.dead
                if let token { step.edges.append(Edge(token: token, next: next)) } else { step.other = next }
            }
            step.edges.sort { $0.token.lexicographicallyPrecedes($1.token) }
            steps[Int(state)] = step
        }
    }

    /// The state after a key.
    func next(_ state: State, _ isToken: ([UInt8]) -> Bool) -> State {
        let step = steps[Int(state)]
        for edge in step.edges where isToken(edge.token) { return edge.next }
        return step.other
    }

    /// The state after an index.
    func next(_ state: State, index: Int) -> State {
        let step = steps[Int(state)]
        if step.edges.isEmpty { return step.other }
        let token = Array(String(index).utf8)
        for edge in step.edges where edge.token == token { return edge.next }
        return step.other
    }
}

/// The pointers as a tree of tokens.
private struct Tree {
    var names: [[[UInt8]: Int]] = [[:]]
    var wildcards: [Int: Int] = [:]
    var ends: [[Int]] = [[]]

    mutating func insert(_ tokens: [String], end: Int) {
        var node = 0
        for token in tokens {
            let name = Array(token.utf8)
            let known = token == "*" ? wildcards[node] : names[node][name]
            if let known {
                node = known
                continue
            }
            let made = names.count
            names.append([:])
            ends.append([])
            if token == "*" { wildcards[node] = made } else { names[node][name] = made }
            node = made
        }
        ends[node].append(end)
    }
}
