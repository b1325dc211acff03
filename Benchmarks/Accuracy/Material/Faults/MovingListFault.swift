/// A fault in a list or a map that moves as a whole.
struct MovingListFault {
    let movement: Movement
    let place: Place
    let list: Node

    func make(_ reply: inout Reply, _ random: inout SplitMix64) -> Label? {
        var candidates: [(Node?, Bool)] = [(.null, true), (nil, true), (.string("none"), true)]
        switch list {
        case .array(let elements):
            candidates.append((.object([]), true))
            guard let first = elements.first else { return nil }
            let index = random.int(0...elements.count - 1)
            func with(_ element: Node) -> Node {
                .array(elements.enumerated().map { $0.offset == index ? element : $0.element })
            }
            switch movement {
            case .shuffled:
                candidates += [
                    (.array(elements + [first]), true), (.array(Array(elements.dropFirst())), true),
                    (.array(elements + [elements.count > 1 ? Self.changed(first) : first]), true),
                    (with(Self.changed(elements[index])), false), (.array([]), true),
                ]
            case .growing:
                candidates += [
                    (.array(Array(elements.dropFirst())), true), (with(Self.changed(elements[index])), false),
                    (.array([]), true),
                ]
            case .window, .drawn:
                candidates += [
                    (with(Self.lacking(elements[index])), true), (with(Self.otherType(elements[index])), true),
                ]
            default: break
            }
        case .object(let members):
            candidates += [
                (.array(members.map(\.value)), true),
                (.object(members.map { Node.Member(key: $0.key, value: Self.lacking($0.value)) }), true),
                (.object(members.map { Node.Member(key: $0.key, value: Self.otherType($0.value)) }), true),
            ]
        default: return nil
        }
        let (other, isCore) = random.pick(candidates)
        guard other != list else { return nil }
        reply.body = reply.body.replacing(place, by: other)
        return .body("in \(movement)", place, isCore: isCore, isLoose: true)
    }

    private static func changed(_ node: Node) -> Node {
        switch node {
        case .object(var members):
            if let last = members.indices.last { members[last].value = changed(members[last].value) }
            return .object(members)
        case .string(let text): return .string(text + "x")
        case .bool(let value): return .bool(!value)
        case .number(let text): return .number(text + "7")
        default: return .int(99)
        }
    }

    private static func lacking(_ node: Node) -> Node {
        guard case .object(let members) = node else { return .null }
        return .object(Array(members.dropLast()))
    }

    private static func otherType(_ node: Node) -> Node {
        guard case .object(var members) = node, let last = members.indices.last else { return .int(3) }
        if case .number(let text) = members[last].value {
            members[last].value = .string(text)
        } else {
            members[last].value = .int(5)
        }
        return .object(members)
    }
}
