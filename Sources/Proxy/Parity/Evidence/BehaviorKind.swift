/// A kind of behaviour: the class of the monolith's status and the shape of its body, such as
/// `2xx {id:number,items:[object],next:null}` or `4xx empty`.
package struct BehaviorKind: Sendable, Hashable {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    /// All kinds beyond the number that is told apart.
    package static let other = BehaviorKind("other")
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
