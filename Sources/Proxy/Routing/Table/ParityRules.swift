/// What parity compares of a route's answers, how, and for which share of its requests.
package struct ParityRules: Hashable, Sendable {
    /// The share of requests that are copied to the other side.
    package var sample: Share = .whole
    package var noise = NoiseRules()
    /// A read on both sides after a write.
    package var confirm: ConfirmRead?
    /// Parameters and fields of requests whose values are told apart as behaviours.
    package var dimensions: [CoverageDimension] = []
    /// Bytes of a body that are kept for the comparison, and of a request that is copied.
    package var maxBody: Int = 1 << 20
    /// The header fields compared, in lower case.
    package var headers: [String] = [
        "content-type", "location", "set-cookie", "cache-control", "etag", "vary", "www-authenticate", "allow", "link",
        "retry-after", "deprecation",
    ]
    /// JSON pointers, `*` for any one segment, of leaves left out of the comparison.
    package var ignore: [String] = []
    /// How values at certain places are compared.
    package var places: [PlaceRule] = []
    /// Names whose values are never stored, beside those that usually are secret.
    package var secretNames: [String] = []
    /// Sets of status codes that are taken for one another.
    package var equivalentStatus: [[Int]] = []
    /// Where ids stand, in requests and answers.
    package var identity: [IdentityRule] = []
    /// What is said about the ids of a domain; a domain that is not in it is `learned`.
    package var ids: [String: IdentityMode] = [:]
    /// How the effects of a write are compared; nil when they are not.
    package var effects: EffectsRule?

    package init() {}

    /// Every rule in one way only, in an order of its own: for hashes.
    package var canonicalLines: [String] {
        var lines = Set(headers).map { "header \($0)" }
        lines += Set(ignore).map { "ignore \($0)" }
        lines += Set(places).map(\.canonicalText)
        lines += Set(secretNames).map { "redact \($0)" }
        lines += Set(equivalentStatus.map { $0.sorted() }).map { "status \($0)" }
        if noise.asks != NoiseRules().asks { lines.append("noise \(noise.asks)") }
        if let confirm { lines.append("confirm \(confirm.text)") }
        lines += identity.map { "identity \($0.canonicalText)" }
        lines += ids.map { "ids \($0.key) \($0.value.rawValue)" }
        lines += effects?.canonicalLines ?? []
        return lines.sorted()
    }
}

/// How the values at one place are compared.
package struct PlaceRule: Hashable, Sendable {
    /// A JSON pointer in the monolith's terms; for `accept` also `status`, `header:NAME` or `trailer:NAME`.
    package var place: String
    package var kind: Kind

    package enum Kind: Hashable, Sendable {
        case redact
        case numeric(NumericBound)
        case time(Duration)
        /// A list in any order, its elements aligned by a member; nil: by whatever names them.
        case unordered(key: String?)
        /// A list in order whose elements are aligned by a member.
        case aligned(key: String)
        /// What the service calls the member.
        case renamed(to: String)
        case shape
        case normalized([Normalization])
        case accepted(AcceptedDifference)
    }

    /// Two rules of one kind at one place say the same thing twice: the later one counts.
    func replaces(_ other: PlaceRule) -> Bool {
        guard place == other.place else { return false }
        switch (kind, other.kind) {
        case (.redact, .redact), (.numeric, .numeric), (.time, .time), (.unordered, .unordered), (.aligned, .aligned),
            (.renamed, .renamed), (.shape, .shape), (.normalized, .normalized):
            return true
        case (.accepted(let one), .accepted(let two)):
            return one.ticket == two.ticket && one.kind == two.kind && one.relation == two.relation
        default: return false
        }
    }

    fileprivate var canonicalText: String {
        switch kind {
        case .redact: "redact \(place)"
        case .numeric(let bound):
            "numeric \(place) \(bound.absolute ?? "-") \(bound.relative.map(\.description) ?? "-") "
                + "\(bound.decimals.map(String.init) ?? "-")"
        case .time(let tolerance): "time \(place) \(tolerance.milliseconds)"
        case .unordered(let key): "unordered \(place) \(key.map { "by \($0)" } ?? "")"
        case .aligned(let key): "align \(place) \(key)"
        case .renamed(let name): "rename \(place) \(name)"
        case .shape: "shape \(place)"
        case .normalized(let steps): "normalise \(place) \(steps.map(\.rawValue).joined(separator: " "))"
        case .accepted(let known):
            "accept \(place) \(known.kind ?? "-") \(known.relation ?? "-") \(known.until) \(known.ticket) \(known.reason)"
        }
    }
}

/// How far apart two numbers may be.
package struct NumericBound: Hashable, Sendable {
    /// A decimal number as written.
    package var absolute: String?
    package var relative: Share?
    /// Digits after the point that count.
    package var decimals: Int?
}

/// What is done to both values before they are compared.
package enum Normalization: String, Hashable, Sendable, CaseIterable {
    case letterCase = "case"
    case trim, date
    case urlBase = "url_base"
}

/// A known difference that is tolerated until a day.
package struct AcceptedDifference: Hashable, Sendable {
    /// The class, as parity names it; nil is any.
    package var kind: String?
    package var relation: String?
    package var reason: String
    package var ticket: String
    /// The first second that it is a mismatch again, since 1970.
    package var until: Int
}
