/// Where an id stands in requests or answers, and what it is an id of: one entry of `parity.identity`.
package struct IdentityRule: Hashable, Sendable {
    package let place: Place
    /// What it is an id of, such as `order`; nil for what is `opaque`.
    package let domain: String?

    package init(_ place: Place, _ domain: String?) {
        self.place = place
        self.domain = domain
    }

    package enum Place: Hashable, Sendable {
        /// A parameter of the route's path.
        case path(String)
        /// A parameter of the query.
        case query(String)
        /// A header field, in lower case, of requests and answers.
        case header(String)
        /// A JSON pointer into the bodies of requests and answers; `*` is any one segment.
        case body(String)
    }

    var canonicalText: String { "\(place) \(domain ?? "opaque")" }
}

extension IdentityRule.Place: CustomStringConvertible {
    /// As the route table writes it: `path.id`, `query.account`, `header.location`, `/id`.
    package var description: String {
        switch self {
        case .path(let name): "path.\(name)"
        case .query(let name): "query.\(name)"
        case .header(let name): "header.\(name)"
        case .body(let pointer): pointer
        }
    }
}

/// Whether the two sides' ids of a domain are equal: what to make of an id that nothing is known about yet.
package enum IdentityMode: String, Hashable, Sendable, CaseIterable {
    /// Equal, until a pair of answers has shown otherwise.
    case learned
    /// Equal; any other pair is a mismatch.
    case same
    /// Different: what is not learned yet cannot be translated.
    case differ
}

/// How the effects of writes are compared: `parity.effects`.
package struct EffectsRule: Hashable, Sendable {
    /// Where the monolith tells what a request has changed; asked with `?request_id=`.
    package var from: String
    /// JSON pointers into the changes, `/TABLE/ROW/COLUMN`, that are not compared.
    package var ignore: [String] = []
    /// Where ids stand in the changes.
    package var identity: [IdentityRule] = []

    package init(from: String) { self.from = from }

    var canonicalLines: [String] {
        ["effects \(from)"] + Set(ignore).map { "effects.ignore \($0)" }
            + identity.map { "effects.identity \($0.canonicalText)" }
    }
}
