/// Goes through the ids of one exchange: against what is known, and against one another.
struct IdentityAudit {
    let lookup: IdentityLookup
    let redaction: Redaction
    let requestID: String

    /// Contradictions, each where it was found.
    private(set) var differences: [Difference] = []
    /// What may be learned if the exchange agrees.
    private(set) var new: [(space: IdentitySpace, pair: IdentityPair)] = []
    /// Every id that is in order, for what ids look like.
    private(set) var seen: [(space: IdentitySpace, place: String, monolith: LeafValue, service: LeafValue)] = []

    /// The pairs of this exchange alone, by either name.
    private var here: [IdentitySpace: (byMonolith: [[UInt8]: [UInt8]], byService: [[UInt8]: [UInt8]])] = [:]

    init(lookup: IdentityLookup, redaction: Redaction, requestID: String) {
        self.lookup = lookup
        self.redaction = redaction
        self.requestID = requestID
    }

    mutating func check(_ site: IdentitySite) {
        if LinkText.isLink(site.monolith.text), LinkText.isLink(site.service.text) { return checkLinks(site) }
        // A null where an id may stand says nothing of what ids look like there.
        guard IdentityLookup.isID(site.monolith), IdentityLookup.isID(site.service) else { return }
        let finding = lookup.finding(site.monolith, site.service, site.domain, at: site.place)
        switch finding {
        case .none, .different: return
        case .conflict(let pairs): return report(site, .value, pairs)
        case .strange(let kind): return report(site, kind, [])
        case .known, .new, .minted: break
        }
        guard isConsistent(site.domain, site.monolith.text, site.service.text) else {
            return report(site, .value, contradictions(site.domain, site.monolith.text, site.service.text))
        }
        let space = lookup.rules.space(site.domain)
        seen.append((space, site.place, site.monolith, site.service))
        if finding == .new { learn(space, site.monolith, site.service) }
    }

    /// A link that was taken on trust teaches nothing, but may not contradict the rest of the exchange.
    mutating func check(_ link: ExchangeIdentityJudge.Trusted) {
        guard !isConsistent(link.domain, link.monolith, link.service) else { return }
        report(
            IdentitySite(
                path: link.path, domain: link.domain, place: "", monolith: LeafValue(kind: .text, text: link.monolith),
                service: LeafValue(kind: .text, text: link.service)),
            .value, contradictions(link.domain, link.monolith, link.service))
    }

    /// The ids within two links at a place that a rule names. Links that are equal are looked at as well: one that names
    /// the monolith's id on both sides leads nowhere where the ids differ.
    private mutating func checkLinks(_ site: IdentitySite) {
        let links = lookup.rules.links
        guard
            let pair = LinkText(site.monolith.text, links).flatMap({ left in
                LinkText(site.service.text, links).map { (left, $0) }
            }) ?? LinkText.pair(site.monolith.text, site.service.text, site.domain)
        else { return }
        for (left, right) in zip(pair.0.pieces, pair.1.pieces) {
            guard case .id(let left, let domain) = left, case .id(let right, domain: domain) = right else { continue }
            check(
                IdentitySite(
                    path: site.path, domain: domain, place: "link:\(domain)",
                    monolith: LeafValue(kind: .text, text: left), service: LeafValue(kind: .text, text: right)))
        }
    }

    /// Notes a pair; false when this exchange has another name for one of the two.
    private mutating func isConsistent(_ domain: String, _ monolith: [UInt8], _ service: [UInt8]) -> Bool {
        let space = lookup.rules.space(domain)
        let known = here[space] ?? ([:], [:])
        guard known.byMonolith[monolith] ?? service == service, known.byService[service] ?? monolith == monolith else {
            return false
        }
        here[space, default: ([:], [:])].byMonolith[monolith] = service
        here[space, default: ([:], [:])].byService[service] = monolith
        return true
    }

    /// What this exchange said of the two before.
    private func contradictions(_ domain: String, _ monolith: [UInt8], _ service: [UInt8]) -> [IdentityPair] {
        let known = here[lookup.rules.space(domain)] ?? ([:], [:])
        let names = [
            known.byMonolith[monolith].map { (monolith, $0) }, known.byService[service].map { ($0, service) },
        ]
        return names.compactMap(\.self).map {
            IdentityPair(monolith: $0.0, service: $0.1, witness: requestID, time: lookup.time)
        }
    }

    private mutating func learn(_ space: IdentitySpace, _ monolith: LeafValue, _ service: LeafValue) {
        let pair = IdentityPair(
            monolith: monolith.text, service: service.text, isMonolithNumber: monolith.kind == .number,
            isServiceNumber: service.kind == .number, witness: String(requestID.prefix(128)), time: lookup.time)
        new.append((space, pair))
    }

    /// Both witnesses: what stands here, and the request in which it was seen to be something else.
    private mutating func report(_ site: IdentitySite, _ kind: DifferenceClass, _ pairs: [IdentityPair]) {
        guard !differences.contains(where: { $0.path == site.path }) else { return }
        let isSecret = site.path.names.contains { redaction.isSensitive(name: $0) }
        func shown(_ value: LeafValue, _ other: IdentityPair?, _ name: (IdentityPair) -> [UInt8]) -> String {
            guard !isSecret else { return Redaction.mark }
            let quote = value.kind == .string ? "\"" : ""
            let text = "\(quote)\(redaction.shortened(redaction.marked(value.text)))\(quote)"
            guard let other else { return text }
            return "\(text) (is \(redaction.shortened(redaction.marked(name(other)))) since request \(other.witness))"
        }
        differences.append(
            Difference(
                path: site.path, kind: kind, relation: .identity,
                monolith: shown(site.monolith, pairs.first { $0.monolith == site.monolith.text }, \.service),
                service: shown(site.service, pairs.first { $0.service == site.service.text }, \.monolith)))
    }
}

extension DifferencePath {
    /// The names on the way to the place.
    fileprivate var names: [String] {
        switch self {
        case .status: []
        case .header(let name), .trailer(let name): [name]
        case .body(let pointer), .effects(let pointer): pointer.tokens
        }
    }
}
