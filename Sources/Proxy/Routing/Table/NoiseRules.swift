/// How a route finds out where the monolith disagrees with itself.
package struct NoiseRules: Hashable, Sendable {
    /// How often the monolith is asked again about one mismatch, at most; 0 for never.
    package var asks = 3
    /// Questions a second about this route.
    package var rate = 25
    /// The share of compared reads that are asked twice whatever they say: an unbiased rate of noise.
    package var sample = Share(partsPerMillion: 10_000)

    package init() {}

    /// Never asks.
    package static var none: NoiseRules {
        var rules = NoiseRules()
        rules.asks = 0
        rules.sample = .zero
        return rules
    }
}

/// A read on both sides after the answers to a write, such as `GET /orders/{/id}`.
package struct ConfirmRead: Hashable, Sendable {
    /// Pieces of the path and query.
    package enum Part: Hashable, Sendable {
        case text(String)
        /// What the answer to the write has at this JSON pointer.
        case pointer(String)
    }

    package var parts: [Part]
    /// As written.
    package let text: String

    package init(parts: [Part], text: String) {
        self.parts = parts
        self.text = text
    }
}

/// A dimension of requests whose values are behaviours of their own: a gate wants each of them compared.
package enum CoverageDimension: Hashable, Sendable, CustomStringConvertible {
    /// `query.NAME`
    case query(String)
    /// `header.NAME`, in lower case.
    case header(String)

    package var description: String {
        switch self {
        case .query(let name): "query.\(name)"
        case .header(let name): "header.\(name)"
        }
    }
}
