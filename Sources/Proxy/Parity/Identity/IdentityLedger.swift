/// What is known of ids, and how it grows: learns from exchanges that agree, and calls what contradicts it a mismatch.
///
///     judge -> Comparator.compare(... judge) -> settle: checks every id, learns the new ones or reports the conflict
package struct IdentityLedger: Sendable {
    package private(set) var map: IdentityMap
    private var shapes = IDShapes()
    /// Pairs that were learned and not yet taken by ``takeNews()``.
    private var news: [(space: IdentitySpace, pair: IdentityPair)] = []

    /// - Parameter map: what a store has kept.
    package init(_ map: IdentityMap = IdentityMap()) {
        self.map = map
    }

    /// The judge for one exchange.
    ///
    /// - Parameters:
    ///   - isRehearsal: the copy was a write that was rolled back; what it made has no name that lasts.
    ///   - time: when the exchange began, in seconds since 1970.
    ///   - presumesRenaming: take ids to differ where nothing tells yet whether they do; for a second look at answers
    ///     that do not agree otherwise.
    package func judge(
        _ rules: IdentityRules, isRehearsal: Bool, time: Double, monolithBases: [String] = [],
        serviceBases: [String] = [], presumesRenaming: Bool = false
    ) -> ExchangeIdentityJudge {
        ExchangeIdentityJudge(
            IdentityLookup(
                rules: rules, map: map, shapes: shapes, isRehearsal: isRehearsal, time: time,
                presumesRenaming: presumesRenaming),
            monolithBases: monolithBases, serviceBases: serviceBases)
    }

    /// Whether a second look that presumes renaming could see something else.
    package func isUndecided(_ rules: IdentityRules) -> Bool {
        rules.domains.contains { map[rules.space($0)].isUndecided(rules.assumption(of: $0)) }
    }

    /// Looks at every id of two answers that were compared under a judge: puts contradictions among the differences, or
    /// learns from answers that agree. The answer to a write is checked and teaches nothing, as its copy is gone.
    package mutating func settle(
        _ comparison: inout Comparison, monolith: Observation, service: Observation, context: ComparisonContext,
        judge: ExchangeIdentityJudge, requestID: String
    ) {
        if case .unknown = comparison.verdict { return }
        guard monolith.status / 100 == service.status / 100 else { return }
        settle(
            &comparison, sites: sites(monolith, service, context, judge.lookup.rules), judge: judge,
            redaction: context.rules.redaction, requestID: requestID)
    }

    /// The same for ids that were found elsewhere.
    mutating func settle(
        _ comparison: inout Comparison, sites: [IdentitySite], judge: ExchangeIdentityJudge, redaction: Redaction,
        requestID: String
    ) {
        let lookup = judge.lookup
        var audit = IdentityAudit(lookup: lookup, redaction: redaction, requestID: requestID)
        for site in sites { audit.check(site) }
        for link in judge.trustedLinks { audit.check(link) }
        if !audit.differences.isEmpty {
            let paths = Set(audit.differences.map(\.path))
            comparison.differences.removeAll { paths.contains($0.path) }
            comparison.excused.removeAll { paths.contains($0.path) }
            comparison.differences += audit.differences
            comparison.verdict = .mismatch
            return
        }
        guard !lookup.isRehearsal, comparison.verdict == .match || comparison.verdict == .noise else { return }
        for (space, place, monolith, service) in audit.seen {
            shapes.note(IDShape(monolith), space, at: place, of: .monolith)
            shapes.note(IDShape(service), space, at: place, of: .service)
        }
        for (space, pair) in audit.new where map[space].insert(pair) { news.append((space, pair)) }
    }

    /// Learns from two answers of one side to one request at two times, as a recording and a replay have them.
    ///
    /// What else they say may have changed meanwhile. Elements of lists may be other ones, and teach nothing.
    package mutating func learnRenaming(
        recorded: Observation, today: Observation, rules: IdentityRules, context: ComparisonContext,
        requestID: String, time: Double
    ) {
        guard recorded.status / 100 == 2, today.status / 100 == 2 else { return }
        for site in sites(recorded, today, context, rules) where !site.place.contains("*") {
            guard IdentityLookup.isID(site.monolith), IdentityLookup.isID(site.service),
                !StoredForm.isRedacted(site.monolith.text)
            else { continue }
            map[rules.space(site.domain)].insert(
                IdentityPair(
                    monolith: site.monolith.text, service: site.service.text,
                    isMonolithNumber: site.monolith.kind == .number, isServiceNumber: site.service.kind == .number,
                    witness: requestID, time: time))
        }
    }

    /// Something was learned that was not taken yet.
    package var hasNews: Bool { !news.isEmpty }

    /// What was learned since the last call, for the store.
    package mutating func takeNews() -> [(space: IdentitySpace, pair: IdentityPair)] {
        defer { news = [] }
        return news
    }

    /// Forgets what was learned of some domains of a service.
    package mutating func forget(_ domains: Set<String>, of service: String) {
        for domain in domains { map.forget(IdentitySpace(service: service, domain: domain)) }
        news.removeAll { $0.space.service == service && domains.contains($0.space.domain) }
        shapes = IDShapes()
    }

    /// Where ids stand in two answers, paired.
    func sites(
        _ monolith: Observation, _ service: Observation, _ context: ComparisonContext, _ rules: IdentityRules
    ) -> [IdentitySite] {
        var sites: [IdentitySite] = []
        if let selector = rules.selector {
            for pair in Comparator.pairs(
                monolith: monolith, service: service, selecting: selector, context: context)
            {
                let place = rules.place(pattern: pair.pattern)
                guard let domain = place.domain, let left = pair.monolith, let right = pair.service else { continue }
                sites.append(
                    IdentitySite(path: pair.path, domain: domain, place: place.text, monolith: left, service: right))
            }
        }
        for name in rules.headerNames {
            let path = DifferencePath.header(name)
            guard let place = rules.place(at: path), let domain = place.domain, let left = monolith.value(of: name),
                let right = service.value(of: name)
            else { continue }
            sites.append(
                IdentitySite(path: path, domain: domain, place: place.text, monolith: left, service: right))
        }
        return sites
    }
}

/// Two values that stand where a rule says that an id does.
struct IdentitySite: Sendable {
    var path: DifferencePath
    var domain: String
    /// The rule, as written.
    var place: String
    var monolith: LeafValue
    var service: LeafValue
}

extension Observation {
    /// The value of a field that has one.
    fileprivate func value(of name: String) -> LeafValue? {
        headers.first { $0.name == name }.map { LeafValue(kind: .text, text: $0.value) }
    }
}
