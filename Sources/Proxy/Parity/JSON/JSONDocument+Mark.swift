extension JSONDocument {
    /// What marking a document counts: the leaves, and how many of them each rule touches.
    struct Census {
        var coverage = Coverage()
        var leaves: [Int: UInt64] = [:]
    }

    /// Writes down at every value where the rules' automaton stands, and marks what is ignored, in one pass without
    /// recursion.
    ///
    /// - Parameter side: on the service's side renamed members are walked under the monolith's name for them.
    @discardableResult
    mutating func mark(under rules: ComparisonRules, side: Comparator.Side) -> Census {
        guard let places = rules.places else {
            var census = Census()
            census.coverage.compared = leaves(of: 0)
            return census
        }
        var marking = Marking(rules: rules, places: places, side: side)
        marking.run(&self)
        return marking.census
    }
}

/// The walk of ``JSONDocument/mark(under:side:)``.
private struct Marking {
    let rules: ComparisonRules
    let places: PlaceAutomaton
    let side: Comparator.Side
    var census = JSONDocument.Census()

    private struct Open {
        var node: Int
        var index: Int
        /// The rules that already touch everything in here.
        var touching: [Int]
        var isShaped: Bool
    }

    init(rules: ComparisonRules, places: PlaceAutomaton, side: Comparator.Side) {
        self.rules = rules
        self.places = places
        self.side = side
    }

    mutating func run(_ document: inout JSONDocument) {
        var open: [Open] = []
        var node = 0
        while node < document.nodes.count {
            while let last = open.last, node >= Int(document.nodes[last.node].next) { open.removeLast() }
            var place = PlaceAutomaton.root
            if let parent = open.last {
                let above = document.nodes[parent.node]
                if above.kind == .object {
                    place = above.place == PlaceAutomaton.dead ? above.place : step(above.place, key: node, document)
                    node += 1
                } else {
                    place = places.next(above.place, index: parent.index)
                    open[open.count - 1].index += 1
                }
            }
            visit(&document, node, place, &open)
            node = document.nodes[node].isIgnored ? Int(document.nodes[node].next) : node + 1
        }
    }

    private mutating func visit(
        _ document: inout JSONDocument, _ node: Int, _ place: PlaceAutomaton.State, _ open: inout [Open]
    ) {
        document.nodes[node].place = place
        let value = document.nodes[node]
        var touching = open.last?.touching ?? []
        var isShaped = open.last?.isShaped ?? false
        if place != PlaceAutomaton.dead {
            let here = rules.placeRules(place)
            if let rule = here.ignore {
                document.nodes[node].isIgnored = true
                let leaves = document.leaves(of: node)
                census.coverage.ignored += leaves
                for rule in touching + [rule] { census.leaves[rule, default: 0] += leaves }
                return
            }
            if here.shape != nil { isShaped = true }
            for rule in [here.shape, here.numeric?.rule, here.time?.rule, here.normalize?.rule, here.unordered?.rule] {
                if let rule { touching.append(rule) }
            }
            // A name or an alignment loses nothing: that its place is there is all there is to say.
            for rule in here.renames.map(\.rule) + here.accepts.map(\.rule) + [here.aligned?.rule].compactMap({ $0 }) {
                census.leaves[rule, default: 0] += 0
            }
        }
        document.nodes[node].isShaped = isShaped
        if value.isContainer, Int(value.next) > node + 1 {
            open.append(Open(node: node, index: 0, touching: touching, isShaped: isShaped))
        } else {
            census.coverage.compared += 1
            for rule in touching { census.leaves[rule, default: 0] += 1 }
        }
    }

    private func step(_ place: PlaceAutomaton.State, key: Int, _ document: JSONDocument) -> PlaceAutomaton.State {
        if side == .service {
            for rename in rules.placeRules(place).renames where document.hasText(key, rename.service) {
                return places.next(place) { $0 == rename.monolith }
            }
        }
        return places.next(place) { document.hasText(key, $0) }
    }
}
