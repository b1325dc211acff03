/// A kind of behaviour: of the answer (the class of the monolith's status and the shape of its body, such as
/// `2xx {id:number,items:[…],next:null}` or `4xx empty`), or of the exchange in one other dimension, such as
/// `query: limit,page`.
package struct BehaviorKind: Sendable, Hashable {
    /// What a kind is a kind of. Each exchange has one kind in each dimension, and one for each declared dimension.
    package enum Dimension: String, Sendable, Hashable, CaseIterable {
        case answer
        /// The names of the query's parameters.
        case query
        /// How large the answer is.
        case size
        /// What the route declares under `parity.dimensions`.
        case declared = "dimension"
    }

    package let description: String

    /// A kind of answer.
    package init(_ description: String) {
        self.description = description
    }

    package init(_ dimension: Dimension, _ text: String) {
        description = dimension == .answer ? text : "\(dimension.rawValue): \(text)"
    }

    package var dimension: Dimension {
        // Kinds of answers begin with a digit: told at once.
        guard let colon = description.utf8.prefix(12).firstIndex(of: UInt8(ascii: ":")) else { return .answer }
        return Dimension(rawValue: String(description[..<colon])) ?? .answer
    }

    /// What was asked and not copied to the service because of what it is.
    package static func notCopied(_ reason: SkipReason) -> BehaviorKind {
        BehaviorKind("request not copied (\(reason.rawValue))")
    }

    /// All kinds of a dimension beyond the number that is told apart.
    package static func other(_ dimension: Dimension) -> BehaviorKind { BehaviorKind(dimension, "other") }
}

extension BehaviorKind: Codable, CustomStringConvertible, CodingKeyRepresentable {
    package init(from decoder: any Decoder) throws {
        description = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var codingKey: any CodingKey { StringKey(stringValue: description) }

    package init?(codingKey: some CodingKey) {
        description = codingKey.stringValue
    }
}

/// A coding key that is its string.
struct StringKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}
