/// One rule about a place: what of its values is compared, and how.
package struct Rule: Sendable, Hashable {
    /// A JSON pointer in the monolith's terms, `*` for any one key or index. ``Kind/accept(_:)`` may also name `status`,
    /// `header:<name>` or `trailer:<name>`.
    package var place: String
    package var kind: Kind

    package init(_ place: String, _ kind: Kind) {
        self.place = place
        self.kind = kind
    }

    package enum Kind: Sendable, Hashable {
        /// The place, and all below it, is not compared.
        case ignore
        /// It is compared, and its values are neither stored nor shown.
        case redact
        /// Numbers, also those written as strings, may be this far apart.
        case numeric(NumericTolerance)
        /// Points in time may be so many seconds apart.
        case time(seconds: Double)
        /// A list in any order, its elements aligned by the value of a key, or each by being equal.
        case unordered(key: String?)
        /// A list in order whose elements are aligned by the value of a key.
        case aligned(key: String)
        /// The service calls this member so.
        case rename(to: String)
        /// Only type and format are compared.
        case shape
        /// Both values are normalised before they are compared.
        case normalize([Normalization])
        /// A known difference, tolerated until a date.
        case accept(Acceptance)
        /// Changes nothing; the values at the place are handed out in pairs. See ``LeafSelector``.
        case select(Int)
    }

    /// The rule in one line, as reports name it: `numeric /price`.
    package var name: String {
        let shown = place.isEmpty ? "\"\"" : place
        return switch kind {
        case .ignore: "ignore \(shown)"
        case .redact: "redact \(shown)"
        case .numeric: "numeric \(shown)"
        case .time: "time \(shown)"
        case .unordered: "unordered \(shown)"
        case .aligned: "align \(shown)"
        case .rename(let name): "rename \(shown) to \(name)"
        case .shape: "shape \(shown)"
        case .normalize: "normalise \(shown)"
        case .accept(let acceptance): "accept \(shown) (\(acceptance.ticket))"
        case .select: "select \(shown)"
        }
    }
}

/// How far apart two numbers may be: within any one of the bounds that are given.
package struct NumericTolerance: Sendable, Hashable {
    /// As written in the rule, such as `0.0001`.
    package var absolute: String?
    /// A share of the monolith's number, in millionths.
    package var relativeMillionths: UInt32?
    /// Both are compared after rounding (half away from zero) to so many decimal places.
    package var decimals: Int?

    package init(absolute: String? = nil, relativeMillionths: UInt32? = nil, decimals: Int? = nil) {
        self.absolute = absolute
        self.relativeMillionths = relativeMillionths
        self.decimals = decimals
    }
}

/// What is done to both values before they are compared.
package enum Normalization: String, Sendable, Hashable, CaseIterable {
    /// Upper case is taken for lower case.
    case letterCase = "case"
    /// White space around a text goes, white space within is one space.
    case trim
    /// Points in time are compared as such, whatever their notation.
    case date
    /// The scheme, host and port of a URL go.
    case urlBase = "url_base"
}

/// A difference that is known and tolerated for a while.
package struct Acceptance: Sendable, Hashable {
    /// nil: of any class.
    package var kind: DifferenceClass?
    /// nil: of any relation, or none.
    package var relation: Relation?
    package var reason: String
    package var ticket: String
    /// Seconds since 1970; from then on the difference is a mismatch again.
    package var expires: Double

    package init(
        kind: DifferenceClass? = nil, relation: Relation? = nil, reason: String, ticket: String, expires: Double
    ) {
        self.kind = kind
        self.relation = relation
        self.reason = reason
        self.ticket = ticket
        self.expires = expires
    }

    func covers(_ kind: DifferenceClass, _ relation: Relation?, at time: Double) -> Bool {
        time < expires && (self.kind.map { $0 == kind } ?? true) && (self.relation.map { $0 == relation } ?? true)
    }
}
