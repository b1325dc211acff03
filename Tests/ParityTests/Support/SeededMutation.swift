import Parity

/// A JSON value that can be changed in one place and written again.
indirect enum Value: Equatable {
    case null
    case bool(Bool)
    /// As written.
    case number(String)
    case string(String)
    case array([Value])
    case object([Member])

    struct Member: Equatable {
        var name: String
        var value: Value
    }

    var json: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let digits): digits
        case .string(let text): "\"\(text)\""
        case .array(let elements): "[\(elements.map(\.json).joined(separator: ","))]"
        case .object(let members): "{\(members.map { "\"\($0.name)\":\($0.value.json)" }.joined(separator: ","))}"
        }
    }

    var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}

/// Answers as real APIs give them: records in pages, some with ids, nested, with text, money, dates and flags.
struct RealisticJSON {
    var random: SplitMix

    mutating func answer() -> Value {
        let page = array(of: Int.random(in: 0...12, using: &random), hasIDs: Int.random(in: 0..<4, using: &random) > 0)
        let members = [
            Value.Member(name: "total", value: .number(String(Int.random(in: 0...500, using: &random)))),
            Value.Member(name: "items", value: page), Value.Member(name: "owner", value: record(depth: 1, id: 7)),
            Value.Member(name: "tags", value: .array((0..<Int.random(in: 0...5, using: &random)).map { _ in word() })),
            Value.Member(name: "next", value: Bool.random(using: &random) ? .null : .string("/items?page=2")),
        ]
        return .object(members)
    }

    private mutating func array(of count: Int, depth: Int = 2, hasIDs: Bool) -> Value {
        var id = Int.random(in: 1...1000, using: &random)
        return .array(
            (0..<count).map { _ in
                id += Int.random(in: 1...9, using: &random)
                return record(depth: depth, id: hasIDs ? id : nil)
            })
    }

    private mutating func record(depth: Int, id: Int?) -> Value {
        var members: [Value.Member] = []
        if let id { members.append(.init(name: "id", value: .number(String(id)))) }
        members.append(.init(name: "name", value: word()))
        members.append(
            .init(
                name: "price",
                value: .number("\(Int.random(in: 1...99, using: &random)).\(Int.random(in: 10...99, using: &random))")))
        members.append(.init(name: "active", value: .bool(Bool.random(using: &random))))
        members.append(
            .init(
                name: "at",
                value: .string(
                    "2026-01-\(Int.random(in: 10...28, using: &random))T10:00:\(Int.random(in: 10...59, using: &random))Z"
                )))
        if Bool.random(using: &random) {
            members.append(.init(name: "note", value: Bool.random(using: &random) ? .null : .string("")))
        }
        if depth > 0 {
            members.append(.init(name: "parent", value: record(depth: depth - 1, id: nil)))
            let hasIDs = Bool.random(using: &random)
            let lines = array(of: Int.random(in: 0...3, using: &random), depth: depth - 1, hasIDs: hasIDs)
            members.append(.init(name: "lines", value: lines))
        }
        return .object(members)
    }

    private mutating func word() -> Value {
        let words = ["alpha", "beta", "gamma", "delta", "épsilon", "zeta", "eta", "theta", "iota", "kappa"]
        return .string(words.randomElement(using: &random)! + String(Int.random(in: 0...999, using: &random)))
    }
}

/// One change of a value at one place, with what a comparison has to say of it.
struct SeededMutation {
    var kind: String
    var path: String
    var classes: Set<String>
    var mutated: Value

    /// nil when the change cannot be made at the place that was drawn.
    init?(_ value: Value, random: inout SplitMix) {
        var places: [[Int]] = []
        Self.collect(value, [], &places)
        guard let place = places.randomElement(using: &random) else { return nil }
        self.init(value, at: place, random: &random)
    }

    private static func collect(_ value: Value, _ place: [Int], _ places: inout [[Int]]) {
        places.append(place)
        switch value {
        case .array(let elements):
            for (index, element) in elements.enumerated() { collect(element, place + [index], &places) }
        case .object(let members):
            for (index, member) in members.enumerated() { collect(member.value, place + [index], &places) }
        default: break
        }
    }

    private init?(_ root: Value, at place: [Int], random: inout SplitMix) {
        kind = ""
        path = ""
        classes = []
        mutated = .null
        guard let changed = change(root, place[...], "body:", &random) else { return nil }
        mutated = changed
    }

    private mutating func change(_ value: Value, _ place: ArraySlice<Int>, _ path: String, _ random: inout SplitMix)
        -> Value?
    {
        guard let step = place.first else { return here(value, path, &random) }
        switch value {
        case .array(var elements):
            guard let changed = change(elements[step], place.dropFirst(), "\(path)/\(step)", &random) else {
                return nil
            }
            elements[step] = changed
            return .array(elements)
        case .object(var members):
            let name = members[step].name
            guard let changed = change(members[step].value, place.dropFirst(), "\(path)/\(name)", &random) else {
                return nil
            }
            members[step].value = changed
            return .object(members)
        default: return nil
        }
    }

    private mutating func note(_ kind: String, _ path: String, _ classes: String...) {
        self.kind = kind
        self.path = path
        self.classes = Set(classes)
    }

    private mutating func here(_ value: Value, _ path: String, _ random: inout SplitMix) -> Value? {
        switch value {
        case .null:
            note("null to text", path, "type")
            return .string("x")
        case .bool(let flag):
            note("flag", path, "value")
            return .bool(!flag)
        case .number(let digits):
            if Bool.random(using: &random) {
                note("number as text", path, "type")
                return .string(digits)
            }
            note("number", path, "value")
            return .number(digits.hasSuffix("7") ? String(digits.dropLast()) + "3" : String(digits.dropLast()) + "7")
        case .string(let text):
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                note("text to null", path, "type")
                return .null
            case 1 where !text.isEmpty:
                note("cut", path, "value")
                return .string(String(text.dropLast()))
            default:
                note("text", path, "value")
                return .string(text + "q")
            }
        case .object(let members): return change(members, path, &random)
        case .array(let elements): return change(elements, path, &random)
        }
    }

    private mutating func change(_ members: [Value.Member], _ path: String, _ random: inout SplitMix) -> Value? {
        var members = members
        switch Int.random(in: 0..<4, using: &random) {
        case 0 where !members.isEmpty:
            let index = members.indices.randomElement(using: &random)!
            note("member gone", "\(path)/\(members[index].name)", "missing")
            members.remove(at: index)
        case 1:
            note("member more", "\(path)/leak", "extra")
            members.insert(
                .init(name: "leak", value: .number("1")), at: Int.random(in: 0...members.count, using: &random))
        case 2 where path != "body:":
            note("object to null", path, "type")
            return .null
        default:
            note("object to list", path, "type")
            return .array([.object(members)])
        }
        return .object(members)
    }

    private mutating func change(_ elements: [Value], _ path: String, _ random: inout SplitMix) -> Value? {
        var elements = elements
        switch Int.random(in: 0..<6, using: &random) {
        case 0:
            note("list to null", path, "type")
            return .null
        case 1:
            guard let index = elements.indices.randomElement(using: &random) else { return nil }
            let isLikeNext = elements.indices.contains(index + 1) && elements[index] == elements[index + 1]
            if isLikeNext { return nil }
            note("element gone", "\(path)/\(index)", "missing")
            elements.remove(at: index)
        case 2:
            let index = Int.random(in: 0...elements.count, using: &random)
            guard let model = elements.randomElement(using: &random) else { return nil }
            note("element more", "\(path)/\(index)", "extra")
            elements.insert(Self.unlike(model, &random), at: index)
        case 3:
            guard let index = elements.indices.randomElement(using: &random) else { return nil }
            note("element twice", "\(path)/\(index + 1)", "extra")
            elements.insert(elements[index], at: index)
        case 4:
            guard elements.count > 1, elements[0] != elements[elements.count - 1] else { return nil }
            note("exchanged", path, "order")
            elements.swapAt(0, elements.count - 1)
        default:
            guard elements.count > 2 else { return nil }
            let shuffled = elements.shuffled(using: &random)
            guard shuffled != elements else { return nil }
            note("shuffled", path, "order")
            elements = shuffled
        }
        return .array(elements)
    }

    /// Another element of the same kind.
    private static func unlike(_ model: Value, _ random: inout SplitMix) -> Value {
        switch model {
        case .object(let members):
            .object(members.map { .init(name: $0.name, value: unlike($0.value, &random)) })
        case .number: .number(String(Int.random(in: 100_000...999_999, using: &random)))
        case .string: .string("new" + String(Int.random(in: 0...99_999, using: &random)))
        case .array, .bool, .null: model
        }
    }

    /// Whether a comparison names the place and the class, and nothing else.
    func isFound(in comparison: Comparison) -> Bool {
        comparison.differences.contains { $0.path.description == path && classes.contains($0.kind.rawValue) }
    }
}
