/// What of a route's answers is compared, compiled once per route table revision.
package struct ComparisonRules: Sendable {
    /// Fields that say something about the answer and not about the moment, the server or the transport.
    package static let defaultHeaders = [
        "content-type", "location", "set-cookie", "cache-control", "etag", "vary", "www-authenticate", "allow", "link",
        "retry-after", "deprecation",
    ]

    /// Names of the fields to compare, lower case.
    package let headers: [String]

    /// Every rule about a place.
    package let rules: [Rule]

    /// Sets of status codes that are taken for one another.
    package let equivalentStatus: [Set<UInt16>]

    /// Names whose values are redacted, beside the usual ones.
    package let secretNames: [String]

    /// Which values are never stored.
    let redaction: Redaction

    /// The places of the rules; nil when there are none.
    let places: PlaceAutomaton?

    /// By state of the automaton.
    private let placeRules: [PlaceRules]

    /// Accepted differences outside bodies.
    let accepted: [(path: DifferencePath, rule: Int, acceptance: Acceptance)]

    /// Rules that compare the whole body.
    package init(headers: [String] = []) {
        self.headers = headers.map { $0.lowercased() }
        rules = []
        equivalentStatus = []
        secretNames = []
        redaction = Redaction()
        places = nil
        placeRules = []
        accepted = []
    }

    /// - Parameters:
    ///   - headers: names of the fields to compare, in any case.
    ///   - ignore: JSON pointers into the body; `*` stands for any one key or index.
    package init(headers: [String] = [], ignore: [String]) throws(InvalidRule) {
        try self.init(headers: headers, rules: ignore.map { Rule($0, .ignore) })
    }

    /// - Parameter secretNames: names whose values are redacted, beside the usual ones.
    package init(
        headers: [String] = [], rules: [Rule], equivalentStatus: [Set<UInt16>] = [], secretNames: [String] = []
    ) throws(InvalidRule) {
        self.headers = headers.map { $0.lowercased() }
        self.rules = rules
        self.equivalentStatus = equivalentStatus
        self.secretNames = secretNames
        redaction = Redaction(names: secretNames)
        var accepted: [(path: DifferencePath, rule: Int, acceptance: Acceptance)] = []
        var placed: [(pointer: String, rule: Int)] = []
        for (index, rule) in rules.enumerated() {
            if case .accept(let acceptance) = rule.kind, let path = DifferencePath(rule.place), path.isOutsideBody {
                accepted.append((path, index, acceptance))
            } else {
                placed.append((try Self.automatonPlace(of: rule), index))
            }
        }
        self.accepted = accepted
        guard !placed.isEmpty else {
            places = nil
            placeRules = []
            return
        }
        let places = try PlaceAutomaton(placed.map(\.pointer))
        var placeRules = [PlaceRules](repeating: PlaceRules(), count: places.count)
        for state in 0..<places.count {
            for end in places.ends[state] {
                let index = placed[end].rule
                if case .rename(let name) = rules[index].kind {
                    guard let last = JSONPointer(rules[index].place)?.tokens.last else { continue }
                    placeRules[state].renames.append(
                        PlaceRules.Rename(rule: index, monolith: Array(last.utf8), service: Array(name.utf8)))
                } else {
                    placeRules[state].add(rules[index].kind, index)
                }
            }
        }
        self.places = places
        self.placeRules = placeRules
    }

    /// The rules for two answers of one side: nothing is called otherwise there.
    package var ofOneSide: ComparisonRules {
        let others = rules.filter { if case .rename = $0.kind { false } else { true } }
        guard others.count < rules.count else { return self }
        let rules = try? ComparisonRules(
            headers: headers, rules: others, equivalentStatus: equivalentStatus, secretNames: secretNames)
        return rules ?? self
    }

    /// A rename is a rule of the object around the member.
    private static func automatonPlace(of rule: Rule) throws(InvalidRule) -> String {
        guard case .rename(let name) = rule.kind else { return rule.place }
        guard let pointer = JSONPointer(rule.place), let last = pointer.tokens.last, last != "*", name != "*" else {
            throw InvalidRule(rule: rule.place, problem: .noMember)
        }
        return JSONPointer(tokens: pointer.tokens.dropLast()).description
    }

    /// The rules of a place that ``JSONDocument/mark(under:side:)`` has found.
    func placeRules(_ state: PlaceAutomaton.State) -> PlaceRules {
        placeRules[Int(state)]
    }

    /// What the rules are called where they are counted, by ``RuleUse/rule``: those about places, and behind them the sets of
    /// equivalent status codes.
    package var names: [String] { rules.map(\.name) + equivalentStatus.map(Self.name) }

    /// The same for one of them.
    func name(ofRule index: Int) -> String? {
        if rules.indices.contains(index) { return rules[index].name }
        let set = index - rules.count
        return equivalentStatus.indices.contains(set) ? Self.name(of: equivalentStatus[set]) : nil
    }

    /// `status 200, 201`.
    private static func name(of codes: Set<UInt16>) -> String {
        "status " + codes.sorted().map(String.init).joined(separator: ", ")
    }

    func areEquivalent(_ left: UInt16, _ right: UInt16) -> Bool {
        left == right || equivalentStatus.contains { $0.contains(left) && $0.contains(right) }
    }
}

/// A rule that cannot be taken.
package struct InvalidRule: Error, Hashable, CustomStringConvertible {
    package enum Problem: Sendable, Hashable {
        case noPointer
        /// Wildcards beside names make more combinations than are kept.
        case tooMany
        /// Only a member with a name can have another one.
        case noMember
    }

    package let rule: String
    package let problem: Problem

    package var description: String {
        switch problem {
        case .noPointer: "`\(rule)` is no JSON pointer: write `/key/0/*`, with `~1` for a slash in a key"
        case .tooMany: "`\(rule)` is one too many: `*` beside names makes more than 4096 combinations"
        case .noMember: "`\(rule)` names no member that could be renamed"
        }
    }
}
