/// A JSON value as it is written: members keep their order, numbers their digits.
///
///     let answer: JSON = ["id": .integer(1), "name": "Test", "price": .money(price), "replaces": .null]
package indirect enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// The digits as written; whoever makes one answers for its grammar.
    case number(String)
    case string(String)
    case array([JSON])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSON

        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }
}

extension JSON {
    package static func integer(_ value: Int) -> JSON { .number(String(value)) }

    package static func integer(_ value: Int?) -> JSON { value.map { .number(String($0)) } ?? .null }

    package static func money(_ value: Money?) -> JSON { value.map { .string($0.description) } ?? .null }

    package static func timestamp(_ value: Timestamp) -> JSON { .string(value.description) }

    package static func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }

    /// The member of that name; nil when there is none, or this is no object.
    package subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    package var stringValue: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// A number without fraction and exponent that fits.
    package var integerValue: Int? {
        guard case .number(let digits) = self else { return nil }
        return Int(digits)
    }

    package var boolValue: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    package var arrayValue: [JSON]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    package init(dictionaryLiteral members: (String, JSON)...) {
        self = .object(members.map { Member($0.0, $0.1) })
    }

    package init(stringLiteral text: String) {
        self = .string(text)
    }

    package init(arrayLiteral elements: JSON...) {
        self = .array(elements)
    }
}
