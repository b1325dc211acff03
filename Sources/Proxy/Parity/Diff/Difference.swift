/// One place where two answers differ. Its values are redacted: nothing else about a body leaves this module.
package struct Difference: Sendable, Hashable, Codable {
    package var path: DifferencePath
    package var kind: DifferenceClass
    /// How the two values hang together, where that says something.
    package var relation: Relation?

    /// What the monolith says there: JSON text for bodies, shortened and redacted; nil where it has nothing.
    package var monolith: String?

    /// What the service says there.
    package var service: String?

    package init(
        path: DifferencePath, kind: DifferenceClass, relation: Relation? = nil, monolith: String?, service: String?
    ) {
        self.path = path
        self.kind = kind
        self.relation = relation
        self.monolith = monolith
        self.service = service
    }

    private enum CodingKeys: String, CodingKey {
        case path
        case kind = "class"
        case relation
        case monolith
        case service
    }

    /// Says `null` where a side has nothing, so that every difference has the same keys.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encode(kind, forKey: .kind)
        try container.encode(relation, forKey: .relation)
        try container.encode(monolith, forKey: .monolith)
        try container.encode(service, forKey: .service)
    }
}

/// The class of a difference, seen from the monolith: `missing` is what the service lacks.
package enum DifferenceClass: String, Sendable, Hashable, Codable, CaseIterable {
    /// The monolith has it, the service does not.
    case missing
    /// The service has it, the monolith does not.
    case extra
    /// Values of different JSON types.
    case type
    /// Values of one type that differ. Numbers are compared as written: `1` and `1.0` differ.
    case value
    /// The same elements in another order; reported once, at the array.
    case order
    /// Arrays of different length whose surplus is not worth naming one by one; reported once, at the array.
    case length
    /// Not in the format that the other side, or a rule about shapes, has it: JSON against other text, another kind of id.
    case format
    /// A body whose content coding or charset is broken on one side, or unlike what it declares.
    case encoding
    /// Another status code.
    case status
    /// A field or trailer of other meaning; one that a side lacks is `missing` or `extra`.
    case header
    /// One side ends where the other goes on.
    case truncated
    /// The service takes longer than a gate allows; of a route and no single exchange.
    case latency
}
