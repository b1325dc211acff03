/// What the monolith's own values at one place have in common. A volatile leaf is judged by it and never muted.
package struct ValueShape {
    private let values: [LeafValue]

    /// - Parameter values: of one place, in the order in which the monolith gave them; at least one.
    package init(_ values: [LeafValue]) {
        self.values = values
    }

    func keeps(_ value: LeafValue) -> Bool { problem(of: value) == nil }

    /// The same for one of the monolith's own values, of which types may differ and numbers have any size.
    func keepsKind(_ value: LeafValue) -> Bool {
        switch problem(of: value) {
        case nil, .magnitude, .sign, .time: true
        case .type: values.contains { $0.kind == .null } || value.kind == .null
        case .structure, .format, .length, .alphabet, .prefix, .suffix, .part: false
        }
    }

    /// What of the shape a value breaks; nil when it keeps it.
    package func problem(of value: LeafValue) -> ShapeProblem? {
        if values.contains(value) { return nil }
        let own = values.filter { $0.kind == value.kind }.map(\.text)
        guard !own.isEmpty else { return .type }
        switch value.kind {
        case .null, .bool: return nil
        case .number: return NumberShape(own).problem(of: value.text)
        case .string, .text:
            // Where there is nothing at times, one sample of what there is at others is no constant.
            let mayBeOther = values.contains { $0.kind == .null }
            return TextShape(own, mayBeOther: mayBeOther).problem(of: value.text)
        case .array, .object:
            let structures = values.compactMap { JSONShape($0)?.structure }
            guard let structure = JSONShape(value)?.structure else { return .type }
            return structures.contains(structure) ? nil : .structure
        }
    }

    /// Types and form in a few words, without any value.
    static func description(of values: [LeafValue]) -> String {
        let kinds = Set(values.map { "\($0.kind)" }).sorted()
        let texts = values.filter { $0.kind == .string || $0.kind == .text }.map(\.text)
        guard !texts.isEmpty else { return kinds.joined(separator: " or ") }
        return (kinds + [TextShape(texts).form]).joined(separator: ", ")
    }
}

/// What a value does otherwise than all of the monolith's own.
package enum ShapeProblem: String, Sendable, Hashable, Codable {
    case type, structure, format, sign, magnitude, length, alphabet, time, prefix, suffix, part
}
