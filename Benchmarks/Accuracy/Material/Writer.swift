/// How a side writes a tree: all of it is representation and makes no difference.
struct Writer {
    enum Space { case none, some, pretty }

    var shufflesKeys = false
    var space = Space.none
    var escapesSolidus = false
    var escapesBeyondASCII = false
    var random: SplitMix64

    /// One of the styles of common libraries.
    static func any(_ random: inout SplitMix64) -> Writer {
        var writer = Writer(random: SplitMix64(seed: random.next()))
        writer.shufflesKeys = random.chance(0.5)
        writer.space = random.pick([.none, .some, .pretty])
        writer.escapesSolidus = random.chance(0.3)
        writer.escapesBeyondASCII = random.chance(0.4)
        return writer
    }

    mutating func json(_ node: Node, depth: Int = 0) -> String {
        let line = space == .pretty ? "\n" + String(repeating: "  ", count: depth + 1) : ""
        let end = space == .pretty ? "\n" + String(repeating: "  ", count: depth) : ""
        let comma = space == .some ? ", " : ","
        switch node {
        case .null: return "null"
        case .bool(let value): return value ? "true" : "false"
        case .number(let text): return text
        case .string(let text): return quoted(text)
        case .moving(_, let node): return json(node, depth: depth)
        case .array(let elements):
            if elements.isEmpty { return "[]" }
            var parts: [String] = []
            for element in elements { parts.append(line + json(element, depth: depth + 1)) }
            return "[" + parts.joined(separator: comma) + end + "]"
        case .object(var members):
            if members.isEmpty { return "{}" }
            if shufflesKeys { members.shuffle(using: &random) }
            let colon = space == .none ? ":" : ": "
            var parts: [String] = []
            for member in members {
                parts.append(line + quoted(member.key) + colon + json(member.value, depth: depth + 1))
            }
            return "{" + parts.joined(separator: comma) + end + "}"
        }
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "/" where escapesSolidus: result += "\\/"
            case _ where scalar.value < 0x20: result += Self.escape(UInt16(scalar.value))
            case _ where scalar.value >= 0x80 && escapesBeyondASCII:
                for unit in String(scalar).utf16 { result += Self.escape(unit) }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}

/// Formats other than JSON that a tree can be written in.
enum OtherFormats {
    static func xml(_ node: Node, _ name: String) -> String {
        switch node.plain {
        case .array(let elements): return elements.map { xml($0, name) }.joined()
        case .object(let members):
            return "<\(name)>" + members.map { xml($0.value, tag($0.key)) }.joined(separator: "\n") + "</\(name)>"
        default: return "<\(name)>\(escaped(scalar(node)))</\(name)>"
        }
    }

    /// A page with the data in it.
    static func html(_ node: Node) -> String {
        func block(_ node: Node, _ name: String) -> String {
            switch node.plain {
            case .array(let elements): "<ul>" + elements.map { "<li>\(block($0, name))</li>" }.joined() + "</ul>"
            case .object(let members):
                "<div class=\"\(name)\">" + members.map { block($0.value, tag($0.key)) }.joined(separator: "\n")
                    + "</div>"
            default: "<span class=\"\(name)\">\(escaped(scalar(node)))</span>"
            }
        }
        return "<!doctype html><html><head><title>Page</title></head><body>" + block(node, "page") + "</body></html>"
    }

    /// `key: value` on lines.
    static func text(_ node: Node) -> String {
        node.places.filter { !$0.node.isContainer }
            .map { $0.place.joined(separator: ".") + ": " + scalar($0.node) }.joined(separator: "\n") + "\n"
    }

    static func csv(_ node: Node) -> String {
        guard case .array(let rows) = node.plain else { return "" }
        var lines: [String] = []
        for row in rows {
            guard case .object(let members) = row.plain else { continue }
            if lines.isEmpty { lines.append(members.map(\.key).joined(separator: ",")) }
            lines.append(
                members.map { member in
                    let text = scalar(member.value)
                    return text.contains(",") || text.contains("\"")
                        ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
                }.joined(separator: ","))
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    static func form(_ node: Node) -> String {
        guard case .object(let members) = node.plain else { return "" }
        return members.map { "\($0.key)=\(percentEncoded(scalar($0.value)))" }.joined(separator: "&")
    }

    private static func scalar(_ node: Node) -> String {
        switch node.plain {
        case .null: ""
        case .bool(let value): value ? "true" : "false"
        case .number(let text), .string(let text): text
        default: ""
        }
    }

    private static func tag(_ key: String) -> String {
        let name = String(key.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" ? $0 : "_" })
        return name.first?.isLetter ?? false ? name : "n" + name
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }

    private static func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = byte >= 0x30 && byte < 0x3A || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
