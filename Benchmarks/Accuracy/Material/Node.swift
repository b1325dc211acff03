/// A body as a tree: what the generators make, the faults change and the writers write.
package indirect enum Node: Equatable {
    case null
    case bool(Bool)
    /// As it is written.
    case number(String)
    case string(String)
    case array([Node])
    case object([Member])
    /// A place that moves from answer to answer.
    case moving(Movement, Node)

    package struct Member: Equatable {
        package var key: String
        package var value: Node
    }

    static func object(_ members: KeyValuePairs<String, Node>) -> Node {
        .object(members.map { Member(key: $0.key, value: $0.value) })
    }

    static func int(_ value: Int) -> Node { .number(String(value)) }

    /// Without the marks of what moves at this place.
    var plain: Node {
        if case .moving(_, let node) = self { return node.plain }
        return self
    }

    var movement: Movement? {
        if case .moving(let movement, _) = self { return movement }
        return nil
    }

    var isContainer: Bool {
        switch plain {
        case .array, .object: true
        default: false
        }
    }
}

/// The way to a place: keys and indices.
package typealias Place = [String]

extension Node {
    /// Every place with its value, the root first.
    var places: [(place: Place, node: Node)] {
        var found: [(Place, Node)] = []
        func visit(_ place: Place, _ node: Node) {
            found.append((place, node))
            switch node.plain {
            case .array(let elements):
                for (index, element) in elements.enumerated() { visit(place + [String(index)], element) }
            case .object(let members):
                for member in members { visit(place + [member.key], member.value) }
            default: break
            }
        }
        visit([], self)
        return found
    }

    subscript(place: Place) -> Node? {
        var node = self
        for step in place {
            switch node.plain {
            case .array(let elements):
                guard let index = Int(step), elements.indices.contains(index) else { return nil }
                node = elements[index]
            case .object(let members):
                guard let member = members.first(where: { $0.key == step }) else { return nil }
                node = member.value
            default: return nil
            }
        }
        return node
    }

    /// With another value at a place; nil as the value takes the member or the element out.
    func replacing(_ place: Place, by value: Node?) -> Node {
        guard let step = place.first else { return value ?? .null }
        let rest = Array(place.dropFirst())
        switch self {
        case .moving(let movement, let node): return .moving(movement, node.replacing(place, by: value))
        case .array(var elements):
            guard let index = Int(step), elements.indices.contains(index) else { return self }
            if rest.isEmpty, value == nil {
                elements.remove(at: index)
            } else {
                elements[index] = elements[index].replacing(rest, by: value)
            }
            return .array(elements)
        case .object(var members):
            guard let index = members.firstIndex(where: { $0.key == step }) else { return self }
            if rest.isEmpty, value == nil {
                members.remove(at: index)
            } else {
                members[index].value = members[index].value.replacing(rest, by: value)
            }
            return .object(members)
        default: return self
        }
    }

    /// With a member more in the object at a place.
    func inserting(_ key: String, _ value: Node, in place: Place, at position: Int) -> Node {
        guard let object = self[place], case .object(var members) = object.plain else { return self }
        guard !members.contains(where: { $0.key == key }) else { return self }
        members.insert(Member(key: key, value: value), at: min(position, members.count))
        if let movement = object.movement { return replacing(place, by: .moving(movement, .object(members))) }
        return replacing(place, by: .object(members))
    }
}
