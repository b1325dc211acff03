/// A fault at one place that does not move: what regressions of real migrations did to a value.
struct StableFault {
    let place: Place
    let node: Node
    let random: UInt64

    func make(_ reply: inout Reply) -> Label? {
        var random = SplitMix64(seed: random)
        let isMember = Int(place.last ?? "") == nil || !isElement(reply.body)
        if random.chance(0.2) {
            reply.body = reply.body.replacing(place, by: nil)
            return .body(isMember ? "member lost" : "element lost", place, isCore: true, isLoose: !isMember)
        }
        if isMember, random.chance(0.08), let swapped = swap(&reply, &random) { return swapped }
        let (kind, value) = random.pick(others(&random))
        guard let value, value != node else { return nil }
        reply.body = reply.body.replacing(place, by: value)
        let isCore = !FaultMaker.isSameType(node, value)
        return .body(kind, path(kind, value), isCore: isCore || kind.contains("extra"), isLoose: kind.contains("list"))
    }

    private func path(_ kind: String, _ value: Node) -> Place {
        kind == "extra member" ? place + ["internal_debug"] : place
    }

    private func isElement(_ body: Node) -> Bool {
        if case .array? = body[Array(place.dropLast())]?.plain { return true }
        return false
    }

    /// Two members of one object with each other's values.
    private func swap(_ reply: inout Reply, _ random: inout SplitMix64) -> Label? {
        let parent = Array(place.dropLast())
        guard case .object(let members)? = reply.body[parent] else { return nil }
        let others = members.filter {
            FaultMaker.isSameType($0.value, node) && $0.value != node && $0.key != place.last
        }
        guard !others.isEmpty, !node.isContainer else { return nil }
        let other = random.pick(others)
        reply.body = reply.body.replacing(place, by: other.value).replacing(parent + [other.key], by: node)
        return .body("members swapped", place)
    }

    private func others(_ random: inout SplitMix64) -> [(String, Node?)] {
        switch node {
        case .null:
            [
                ("null to text", .string("")), ("null to 0", .int(0)), ("null to list", .array([])),
                ("null to object", .object([])), ("null as text", .string("null")), ("null to false", .bool(false)),
            ]
        case .bool(let value):
            [
                ("flag turned", .bool(!value)), ("flag as text", .string(value ? "true" : "false")),
                ("flag as number", .int(value ? 1 : 0)), ("flag to null", .null),
                ("flag as Y", .string(value ? "Y" : "N")),
            ]
        case .number(let text): numbers(text, &random)
        case .string(let text): texts(text, &random)
        case .array(let elements): lists(elements, &random)
        case .object(let members): objects(members)
        case .moving: []
        }
    }

    private func numbers(_ text: String, _ random: inout SplitMix64) -> [(String, Node?)] {
        var all: [(String, Node?)] = [
            ("number as text", .string(text)), ("number to null", .null),
            ("number negated", .number(text.hasPrefix("-") ? String(text.dropFirst()) : "-" + text)),
            ("number to flag", .bool(true)),
        ]
        if text != "0" { all.append(("number to default", .int(0))) }
        if let whole = Int(text) {
            all += [
                ("off by one", .int(whole + 1)), ("off by one", .int(whole - 1)),
                ("written as float", .number("\(text).0")),
            ]
            if whole != 0 {
                all += [("unit", .int(whole &* 100)), ("unit", .number("\(whole / 100).\(two(abs(whole) % 100))"))]
            }
            if text.count > 16 {
                all.append(
                    ("precision lost", .number(String(text.dropLast(3)) + (text.hasSuffix("000") ? "123" : "000"))))
            }
        } else if text.contains("."), !text.contains("e") {
            all += [
                ("rounded", .number(String(text.prefix { $0 != "." }))),
                ("decimals lost", .number(String(text.dropLast()) + (text.hasSuffix("5") ? "6" : "5"))),
                ("float noise", .number(text + "0000000001")), ("trailing zero", .number(text + "0")),
            ]
        }
        return all
    }

    private func texts(_ text: String, _ random: inout SplitMix64) -> [(String, Node?)] {
        if text.isEmpty {
            return [("empty to null", .null), ("empty to text", .string("N/A")), ("empty to space", .string(" "))]
        }
        var all: [(String, Node?)] = [
            ("text to null", .null), ("text emptied", .string("")), ("text to list", .array([.string(text)])),
            ("another text", .string(random.words(1...3) + "!")), ("white space", .string(text + " ")),
            ("placeholder", .string("undefined")),
        ]
        if text.count > 4 { all.append(("text cut", .string(String(text.dropLast(2))))) }
        if text.lowercased() != text { all.append(("case", .string(text.lowercased()))) }
        if text.uppercased() != text { all.append(("case", .string(text.uppercased()))) }
        if Int(text) != nil, !text.hasPrefix("+") {
            all.append(
                ("text as number", .number(text.drop { $0 == "0" }.isEmpty ? "1" : String(text.drop { $0 == "0" }))))
        }
        if text.contains("&") { all.append(("encoded twice", .string(text.replacing("&", with: "&amp;")))) }
        if text.contains("<") { all.append(("escaped", .string(text.replacing("<", with: "&lt;")))) }
        if text.utf8.contains(where: { $0 >= 0x80 }) {
            all += [
                ("mojibake", .string(String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) })))),
                ("letters lost", .string(String(text.map { $0.isASCII ? $0 : "?" }))),
                (
                    "accents lost",
                    .string(
                        String(text.map { "éèêç".contains($0) ? "e" : $0 })
                            + (text.contains { "éèêç".contains($0) } ? "" : "?"))
                ),
            ]
        }
        if text.contains("é") { all.append(("normal form", .string(text.replacing("é", with: "e\u{301}")))) }
        if text.hasSuffix("Z"), text.contains("T") {
            all += [
                ("zone lost", .string(String(text.dropLast()))),
                ("zone as offset", .string(String(text.dropLast()) + "+00:00")),
                ("fraction added", .string(String(text.dropLast()) + ".000Z")),
                ("time to day", .string(String(text.prefix(10)))), ("time as number", .int(1_700_000_000)),
            ]
        }
        if text.hasPrefix("http") {
            all += [
                ("scheme", .string(text.replacing("https://", with: "http://"))),
                ("host", .string(text.replacing("example", with: "internal"))),
                ("relative link", .string("/" + text.split(separator: "/").dropFirst(2).joined(separator: "/"))),
            ]
        }
        if text.contains("page=") { all.append(("page", .string(text.replacing("page=", with: "page=1")))) }
        return all
    }

    private func lists(_ elements: [Node], _ random: inout SplitMix64) -> [(String, Node?)] {
        guard !elements.isEmpty else {
            return [
                ("empty list to null", .null), ("empty list to object", .object([])),
                ("list won an element", .array([.int(1)])),
            ]
        }
        var all: [(String, Node?)] = [
            ("list to null", .null), ("list emptied", .array([])),
            (
                "list to object",
                .object(elements.enumerated().map { Node.Member(key: "k\($0.offset)", value: $0.element) })
            ), ("list cut", .array(Array(elements.dropLast()))), ("list doubled", .array(elements + [elements[0]])),
        ]
        if elements.first != elements.last {
            all += [
                ("list order", .array(elements.reversed())),
                ("list order", .array(Array(elements.dropFirst()) + [elements[0]])),
            ]
        }
        if elements.count > 1 {
            all += [("list page", .array(Array(elements.dropFirst()))), ("list first only", .array([elements[0]]))]
        }
        return all
    }

    private func objects(_ members: [Node.Member]) -> [(String, Node?)] {
        [
            ("object to null", .null), ("empty object to list", .array([])),
            ("extra member", .object(members + [Node.Member(key: "internal_debug", value: .int(1))])),
            ("object wrapped", .array([.object(members)])), ("object as text", .string("[object Object]")),
        ]
    }
}
