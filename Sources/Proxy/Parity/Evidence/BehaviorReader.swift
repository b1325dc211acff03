/// Tells the kind of behaviour of answers. Holds the kinds it has named, so that an answer like one seen before costs
/// one pass over its body and no text.
package struct BehaviorReader: Sendable {
    private var named: [UInt64: BehaviorKind] = [:]

    package init() {}

    /// The kind of what the monolith answered. Answers that cannot be compared are kinds of their own: behaviour that
    /// the evidence does not cover.
    package mutating func kind(of answer: Observation) -> BehaviorKind {
        var fingerprint = ByteHash(seed: UInt64(answer.status / 100))
        if answer.contentEncoding != nil { return Self.kind(answer, "encoded") }
        if answer.isCut { return Self.kind(answer, "too large") }
        if answer.body.isEmpty { return Self.kind(answer, "empty") }
        guard BodyFormat(of: answer) == .json, let document = try? JSONDocument(answer.body) else {
            return Self.kind(answer, "not JSON")
        }
        fingerprint.add(BodyShape.fingerprint(of: document))
        if let kind = named[fingerprint.value] { return kind }
        let kind = Self.kind(answer, BodyShape.description(of: document))
        if named.count < 4 * BehaviorCounts.limit(of: .answer) { named[fingerprint.value] = kind }
        return kind
    }

    private static func kind(_ answer: Observation, _ shape: String) -> BehaviorKind {
        switch answer.status {
        case 304, 206, 412, 416: BehaviorKind("\(answer.status) conditional")
        default: BehaviorKind("\(answer.status / 100)xx \(shape)")
        }
    }
}

/// The shape of a JSON body: its type, and for objects the keys and their types, one level deep. That tells an empty
/// list from a full one and an error from an answer, and keeps the number of kinds small.
enum BodyShape {
    /// Keys named in a description.
    private static let keyLimit = 12

    /// Equal for documents of the same shape, whatever the order of the keys.
    static func fingerprint(of document: JSONDocument) -> UInt64 {
        var sum = UInt64(code(0, document))
        guard document.nodes[0].kind == .object else { return sum }
        document.forEachMember(of: 0) { key in
            var member = ByteHash(seed: UInt64(code(key + 1, document)))
            member.add(document.bytes, document.nodes[key].range)
            sum &+= member.value
        }
        return sum
    }

    static func description(of document: JSONDocument) -> String {
        guard document.nodes[0].kind == .object else { return name(0, document) }
        var members: [String] = []
        document.forEachMember(of: 0) { key in
            let text = String(decoding: document.text(of: key).prefix(40), as: UTF8.self)
            members.append("\(text):\(name(key + 1, document))")
        }
        members.sort()
        let more = members.count > keyLimit ? ",…" : ""
        return "{\(members.prefix(keyLimit).joined(separator: ","))\(more)}"
    }

    private static func isEmpty(_ node: Int, _ document: JSONDocument) -> Bool {
        Int(document.nodes[node].next) == node + 1
    }

    private static func code(_ node: Int, _ document: JSONDocument) -> UInt8 {
        document.nodes[node].kind.rawValue * 2 + (isEmpty(node, document) ? 0 : 1)
    }

    private static func name(_ node: Int, _ document: JSONDocument) -> String {
        switch document.nodes[node].kind {
        case .null: "null"
        case .bool: "bool"
        case .number: "number"
        case .string: "string"
        case .array: isEmpty(node, document) ? "[]" : "[…]"
        case .object: isEmpty(node, document) ? "{}" : "{…}"
        }
    }
}
