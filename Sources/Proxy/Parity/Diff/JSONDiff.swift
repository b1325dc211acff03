/// Walks two documents side by side and notes where they differ.
///
/// ```
/// pending: [pair of containers]       pop one -> its members or elements in pairs
///                                      scalars are compared at once
///                                      containers go back to pending
/// trail:   [step, parent] [step, parent] ...   the way to each container and each finding
/// ```
/// Nothing recurses. The work is bounded by n log n of the documents' size, the list of findings by the context.
struct JSONDiff {
    /// One step of the way from the root.
    enum Step {
        case root
        /// The node of a key in the monolith's document.
        case key(Int)
        /// The node of a key that only the service has.
        case serviceKey(Int)
        case index(Int)
    }

    struct TrailStep {
        var parent: Int
        var step: Step
    }

    /// Two containers of one kind at one place.
    struct Pair {
        var left: Int
        var right: Int
        var trail: Int
        var depth: Int
    }

    /// A difference, with nodes for values.
    struct Finding {
        var trail: Int
        var kind: DifferenceClass
        var relation: Relation?
        var left: Int?
        var right: Int?
    }

    /// Below this depth equal bytes are not looked for, so that a deep text is not read once for each of its levels.
    private static let shortcutDepth = 32

    /// At most this many differences are put before the hooks.
    private static let judgedLimit = 10_000

    let monolith: JSONDocument
    let service: JSONDocument
    let context: ComparisonContext
    private(set) var findings: [Finding] = []
    /// What the monolith's disagreement with itself explains.
    private(set) var excused: [Finding] = []
    private(set) var isShortened = false
    /// Differences that a rule took away, by rule.
    var uses: [Int: UInt64] = [:]
    /// What a selector chose; only filled when the rules have one.
    private(set) var pairs: [LeafPair] = []

    private let isCollecting: Bool
    private var trail = [TrailStep(parent: 0, step: .root)]
    private var pending: [Pair] = []
    private var opened: [Pair] = []
    private var judged = 0
    /// Hashes of every value on each side, made when first two arrays need them.
    private var hashes: (monolith: [UInt64], service: [UInt64])?

    var rules: ComparisonRules { context.rules }

    /// - Parameter isCollecting: also equal places are visited, and those that a selector names are kept.
    init(monolith: JSONDocument, service: JSONDocument, context: ComparisonContext, isCollecting: Bool = false) {
        self.monolith = monolith
        self.service = service
        self.context = context
        self.isCollecting = isCollecting
    }

    mutating func run() {
        meet(0, 0, Pair(left: 0, right: 0, trail: 0, depth: -1), .root)
        takeOpened()
        while !isShortened, let pair = pending.popLast() {
            if monolith.nodes[pair.left].kind == .object { compareMembers(pair) } else { compareElements(pair) }
            takeOpened()
        }
    }

    private mutating func takeOpened() {
        pending.append(contentsOf: opened.reversed())
        opened.removeAll(keepingCapacity: true)
    }

    // MARK: Two values

    /// Compares two values below a container: scalars at once, containers later.
    mutating func meet(_ left: Int, _ right: Int, _ parent: Pair, _ step: Step) {
        let leftNode = monolith.nodes[left]
        let rightNode = service.nodes[right]
        if isCollecting { collect(left, right, parent, step) }
        if leftNode.isIgnored || rightNode.isIgnored { return noteIgnored(left, right) }
        guard leftNode.kind == rightNode.kind else { return differ(.type, left, right, parent, step) }
        switch leftNode.kind {
        case .null: return
        case .bool, .number:
            if !hasEqualBytes(leftNode, rightNode) { differ(.value, left, right, parent, step) }
        case .string:
            if !hasEqualText(left, right) { differ(.value, left, right, parent, step) }
        case .object, .array:
            let mayEqual = parent.depth < Self.shortcutDepth && !isCollecting
            if mayEqual, hasEqualBytes(leftNode, rightNode) { return }
            opened.append(Pair(left: left, right: right, trail: mark(parent, step), depth: parent.depth + 1))
        }
    }

    func hasEqualText(_ left: Int, _ right: Int) -> Bool {
        let leftNode = monolith.nodes[left]
        let rightNode = service.nodes[right]
        if !leftNode.isEscaped && !rightNode.isEscaped { return hasEqualBytes(leftNode, rightNode) }
        return monolith.text(of: left) == service.text(of: right)
    }

    func hasEqualBytes(_ left: JSONNode, _ right: JSONNode) -> Bool {
        ByteEquality.equal(monolith.bytes, left.range, service.bytes, right.range)
    }

    mutating func valueHashes() -> (monolith: [UInt64], service: [UInt64]) {
        if let hashes { return hashes }
        let made = (monolith.hashes(under: rules), service.hashes(under: rules))
        hashes = made
        return made
    }

    // MARK: Places

    private mutating func mark(_ parent: Pair, _ step: Step) -> Int {
        if case .root = step { return parent.trail }
        trail.append(TrailStep(parent: parent.trail, step: step))
        return trail.count - 1
    }

    /// The path of a place on the trail, or of one below it.
    func path(_ end: Int, then below: [String] = []) -> DifferencePath {
        var tokens: [String] = below.reversed()
        var place = end
        while place != 0 {
            switch trail[place].step {
            case .root: break
            case .key(let node): tokens.append(String(decoding: monolith.text(of: node), as: UTF8.self))
            case .serviceKey(let node): tokens.append(String(decoding: service.text(of: node), as: UTF8.self))
            case .index(let index): tokens.append(String(index))
            }
            place = trail[place].parent
        }
        return .body(JSONPointer(tokens: tokens.reversed()))
    }

    // MARK: Differences

    /// Puts a difference before the rules, the identity of ids and the monolith's own noise; notes what is left.
    ///
    /// - Parameter relation: where more is known than the two values tell.
    mutating func differ(
        _ found: DifferenceClass, _ left: Int?, _ right: Int?, _ parent: Pair, _ step: Step, _ relation: Relation? = nil
    ) {
        judged += 1
        guard judged <= Self.judgedLimit else { return isShortened = true }
        var kind = found
        if let left, let right, found == .value || found == .type {
            switch ruling(left, right) {
            case .equal: return
            case .excused(let rule):
                uses[rule, default: 0] += 1
                return
            case .anotherShape: kind = found == .type ? .type : .format
            case .differs: break
            }
        }
        let end = mark(parent, step)
        var raw = RawDifference(
            path: .body(JSONPointer()), kind: kind, monolith: left.map { monolith.leaf($0) },
            service: right.map { service.leaf($0) })
        raw.relation = relation ?? Relation(raw)
        if let rule = acceptance(of: raw, left, right) {
            uses[rule, default: 0] += 1
            return
        }
        let finding = Finding(trail: end, kind: kind, relation: raw.relation, left: left, right: right)
        if context.identity != nil || context.volatility != nil {
            raw.path = path(end)
            if let identity = context.identity, found == .value || found == .type, let left = raw.monolith,
                let right = raw.service, identity.areEquivalent(left, right, at: raw.path)
            {
                return
            }
            if context.volatility?.excuses(raw) ?? false { return excused.append(finding) }
        }
        note(finding)
    }

    private mutating func note(_ finding: Finding) {
        guard findings.count < context.differenceLimit else { return isShortened = true }
        findings.append(finding)
    }

    /// The monolith reorders this list against itself: another order is noise.
    mutating func excuseOrder(_ pair: Pair) {
        excused.append(
            Finding(trail: pair.trail, kind: .order, relation: nil, left: pair.left, right: pair.right))
    }

    private func acceptance(of difference: RawDifference, _ left: Int?, _ right: Int?) -> Int? {
        let place =
            left.map { monolith.nodes[$0].place } ?? right.map { service.nodes[$0].place } ?? PlaceAutomaton.dead
        guard place != PlaceAutomaton.dead else { return nil }
        return rules.placeRules(place).accepts.first {
            $0.acceptance.covers(difference.kind, difference.relation, at: context.time)
        }?.rule
    }

    /// Counts that an ignore rule hid a difference.
    mutating func noteIgnored(_ left: Int?, _ right: Int?) {
        if let left, let right, monolith.nodes[left].kind == service.nodes[right].kind {
            let leftNode = monolith.nodes[left]
            let isEqual =
                leftNode.kind == .string ? hasEqualText(left, right) : hasEqualBytes(leftNode, service.nodes[right])
            if isEqual { return }
        }
        for place in [left.map { monolith.nodes[$0].place }, right.map { service.nodes[$0].place }] {
            if let place, place != PlaceAutomaton.dead, let rule = rules.placeRules(place).ignore {
                uses[rule, default: 0] += 1
                return
            }
        }
    }

    // MARK: Selected places

    mutating func collect(_ left: Int?, _ right: Int?, _ parent: Pair, _ step: Step) {
        let place =
            left.map { monolith.nodes[$0].place } ?? right.map { service.nodes[$0].place } ?? PlaceAutomaton.dead
        guard isCollecting, place != PlaceAutomaton.dead else { return }
        for pattern in rules.placeRules(place).selects {
            let end = mark(parent, step)
            pairs.append(
                LeafPair(
                    pattern: pattern, path: path(end), monolith: left.map { monolith.leaf($0) },
                    service: right.map { service.leaf($0) }))
        }
    }
}

extension JSONDocument {
    /// A value as the hooks see it.
    func leaf(_ node: Int) -> LeafValue {
        switch nodes[node].kind {
        case .null: LeafValue(kind: .null, text: Array("null".utf8))
        case .bool: LeafValue(kind: .bool, text: Array(bytes[nodes[node].range]))
        case .number: LeafValue(kind: .number, text: Array(bytes[nodes[node].range]))
        case .string: LeafValue(kind: .string, text: text(of: node))
        case .array: LeafValue(kind: .array, text: Array(bytes[nodes[node].range]))
        case .object: LeafValue(kind: .object, text: Array(bytes[nodes[node].range]))
        }
    }
}
