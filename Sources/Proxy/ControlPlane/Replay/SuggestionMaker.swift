package import Parity
package import Routing

/// Makes rules of differences: for each group the candidates that its relation names are tried one by one, and the
/// first that takes the group away and leaves everything else is suggested.
package struct SuggestionMaker {
    private let route: String
    private let table: RouteTable
    private let now: Double
    private let exchanges: [RecordedExchange]
    private var taken: [RuleEntry] = []
    private var current: JudgedRoute

    package init(
        route: String, _ exchanges: [RecordedExchange], table: RouteTable, now: Double
    ) throws(RecordingError) {
        self.route = route
        self.table = table
        self.now = now
        self.exchanges = exchanges.ofLatestBuild
        current = try JudgedRoute(route: route, self.exchanges, under: RuleBook(table: table), now: now)
    }

    package mutating func suggestion(signedBy acceptance: SuggestedAcceptance) -> Suggestion {
        let mismatches = current.verdicts["mismatch"] ?? 0
        proposeIdentity()
        proposeRenames()
        for (group, examples) in groups() {
            for candidate in RuleCandidates(group: group, examples: examples.map(\.difference)).entries {
                var candidate = candidate
                candidate.comment = [evidence(group, examples), candidate.comment.first ?? ""]
                if tryOut(candidate, against: group) { break }
            }
        }
        proposeShapes()
        let faults = groups().map { group, examples in
            RuleEntry(
                "accept", isList: true, RuleCandidates.acceptance(of: group, acceptance),
                comment: [evidence(group, examples)])
        }
        return Suggestion(
            route: route, exchanges: current.pairs.count, mismatches: mismatches, rules: taken, faults: faults)
    }

    // MARK: Trying

    /// Takes a rule when the group is gone under it and nothing else has come.
    private mutating func tryOut(_ entry: RuleEntry, against group: DifferenceGroup.Key) -> Bool {
        guard let result = judged(with: entry), (result.groups[group] ?? 0) == 0,
            result.groups.allSatisfy({ ($0.value) <= (current.groups[$0.key] ?? 0) })
        else { return false }
        take(entry, result)
        return true
    }

    private func judged(with entry: RuleEntry) -> JudgedRoute? {
        let text = RuleEntry.text(taken + [entry])
        let book = RuleBook(table: table, extra: SourceFile(name: "suggested rules", text: text))
        return try? JudgedRoute(route: route, exchanges, under: book, now: now)
    }

    private mutating func take(_ entry: RuleEntry, _ result: JudgedRoute) {
        var entry = entry
        let cost = result.pairs.flatMap { $0.judged.rules }.filter { rule in
            let place = rule.rule.split(separator: " ").dropFirst().first ?? ""
            return entry.text.hasPrefix(RuleEntry.quoted(place == "\"\"" ? "" : String(place)))
                && rule.rule.hasPrefix(entry.key)
        }
        if !cost.isEmpty, !entry.comment.isEmpty {
            let share = cost.reduce(0) { $0 + $1.share } / Double(cost.count)
            entry.comment[entry.comment.count - 1] += "; \(GateSentence.percent(share)) of the values"
        }
        taken.append(entry)
        current = result
    }

    // MARK: What was seen

    private typealias Example = (exchange: RecordedExchange, difference: Difference)

    /// The groups that are left, most frequent first.
    private func groups() -> [(DifferenceGroup.Key, [Example])] {
        var groups: [DifferenceGroup.Key: [Example]] = [:]
        for (exchange, judged) in current.pairs where judged.isMismatch {
            for difference in judged.differences {
                groups[difference.group, default: []].append((exchange, difference))
            }
        }
        return groups.sorted { ($1.value.count, $0.key.pattern) < ($0.value.count, $1.key.pattern) }
            .map { ($0.key, $0.value) }
    }

    private func evidence(_ group: DifferenceGroup.Key, _ examples: [Example]) -> String {
        let seen = Set(examples.map { $0.exchange.id ?? "" }).count
        let first = examples[0]
        func shown(_ value: String?) -> String { PlainText.printable(String((value ?? "nothing").prefix(60))) }
        return
            "\(group.pattern) \(group.label): \(max(seen, current.groups[group] ?? 0)) of \(current.pairs.count) exchanges, "
            + "such as \(shown(first.difference.monolith)) against \(shown(first.difference.service))"
            + (first.exchange.id.map { " (\($0))" } ?? "")
    }

    // MARK: Ids, names, volatile values

    private mutating func proposeIdentity() {
        let pairs = exchanges.compactMap { exchange -> (monolith: Observation, service: Observation)? in
            guard let monolith = exchange.monolith, let service = exchange.service else { return nil }
            return (monolith.observation, service.observation)
        }
        for proposal in IdentityProposal.propose(from: pairs) {
            let domain = proposal.domain ?? "id"
            let entry = RuleEntry(
                "identity", "\(RuleEntry.quoted(proposal.place)): \(domain)",
                comment: [
                    "ids that differ one to one: \(proposal.pairs) pairs in \(proposal.exchanges) exchanges",
                    "hides: another name for the same thing; a swapped or unknown one stays a mismatch",
                ])
            let before = current.groups.values.reduce(0, +)
            guard let result = judged(with: entry), result.groups.values.reduce(0, +) < before else { continue }
            take(entry, result)
        }
    }

    /// A member that the service lacks, and one beside it that it has instead, of the same value in all exchanges.
    private mutating func proposeRenames() {
        let groups = groups()
        for (missing, lost) in groups where missing.kind == .missing {
            for (extra, gained) in groups where extra.kind == .extra {
                guard let from = RuleCandidates.pointer(missing.pattern),
                    let to = RuleCandidates.pointer(extra.pattern),
                    from.tokens.dropLast() == to.tokens.dropLast(), let name = to.tokens.last,
                    lost.map(\.difference.monolith) == gained.map(\.difference.service)
                else { continue }
                let entry = RuleEntry(
                    "rename",
                    "\(RuleEntry.quoted(from.description)): \(RuleEntry.quoted(to.description))",
                    comment: [evidence(missing, lost), "hides: that the service calls it \(name)"])
                if tryOut(entry, against: missing) { break }
            }
        }
    }

    /// Where the monolith disagreed with itself again and again, and nothing else was ever found.
    private mutating func proposeShapes() {
        var seen: [String: (count: Int, shape: String)] = [:]
        for (_, judged) in current.pairs {
            for leaf in judged.volatile { seen[leaf.pattern, default: (0, leaf.shape)].count += 1 }
        }
        let wrong = Set(current.groups.keys.map(\.pattern))
        for (pattern, found) in seen.sorted(by: { $0.key < $1.key }) where found.count >= 3 && !wrong.contains(pattern)
        {
            guard let pointer = RuleCandidates.pointer(pattern), !pointer.tokens.isEmpty else { continue }
            let entry = RuleEntry(
                "shape", isList: true, RuleEntry.quoted(pointer.description),
                comment: [
                    "\(pattern): the monolith disagreed with itself in \(found.count) of \(current.pairs.count) exchanges "
                        + "(\(found.shape)); asking again finds that out each time",
                    "hides: any other value of the same type and format",
                ])
            guard let result = judged(with: entry),
                (result.verdicts["mismatch"] ?? 0) <= (current.verdicts["mismatch"] ?? 0)
            else { continue }
            take(entry, result)
        }
    }
}
