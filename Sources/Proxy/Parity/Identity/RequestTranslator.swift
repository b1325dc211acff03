/// Puts the other side's ids into the copy of a request, or says that one of them is not known.
///
/// Works on bytes and on a map that never changes, so that an event loop may call it.
package struct RequestTranslator: Sendable {
    package enum Direction: Sendable { case toService, toMonolith }

    package enum Result: Sendable, Equatable {
        case unchanged
        case changed([UInt8])
        /// An id has no name on the other side, or is opaque: the copy must not be sent.
        case unmapped
    }

    private let service: String
    /// By position among the path's segments; a nil domain is opaque.
    private let path: [(segment: Int, domain: String?)]
    private let query: [(name: [UInt8], domain: String?)]
    private let headers: [(name: String, domain: String?)]
    private let body: [(tokens: [String], domain: String?)]
    private var assumptions: [String: IdentityAssumption]

    package init(
        service: String, path: [(segment: Int, domain: String?)] = [], query: [(name: String, domain: String?)] = [],
        headers: [(name: String, domain: String?)] = [], body: [(pointer: String, domain: String?)] = [],
        assumptions: [String: IdentityAssumption] = [:]
    ) {
        self.service = service
        self.path = path
        self.query = query.map { (Array($0.name.utf8), $0.domain) }
        self.headers = headers
        self.body = body.map { (JSONPointer($0.pointer)?.tokens ?? [], $0.domain) }
        self.assumptions = assumptions
    }

    /// The same, with other assumptions about the ids of some domains.
    package func assuming(_ others: [String: IdentityAssumption]) -> RequestTranslator {
        var translator = self
        translator.assumptions.merge(others) { $1 }
        return translator
    }

    /// Whether ids may stand in bodies, which then have to be whole before the copy is sent.
    package var readsBodies: Bool { !body.isEmpty }

    /// A request target: path and query.
    package func target(_ target: [UInt8], _ map: IdentityMap, _ direction: Direction) -> Result {
        guard !path.isEmpty || !query.isEmpty else { return .unchanged }
        let mark = target.firstIndex(of: UInt8(ascii: "?")) ?? target.count
        var output: [UInt8] = []
        output.reserveCapacity(target.count + 32)
        let segments = target[..<mark].split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            if index > 0 { output.append(UInt8(ascii: "/")) }
            // The first part is what stands before the first slash: nothing.
            guard let rule = path.first(where: { $0.segment + 1 == index }), !segment.isEmpty else {
                output += segment
                continue
            }
            guard append(segment, isQuery: false, rule.domain, map, direction, to: &output) else { return .unmapped }
        }
        if mark < target.count {
            output.append(UInt8(ascii: "?"))
            guard append(pairs: target[(mark + 1)...], query, map, direction, to: &output) else { return .unmapped }
        }
        return output == target ? .unchanged : .changed(output)
    }

    /// The value of a field; `unchanged` for those without a rule.
    package func field(_ name: String, _ value: [UInt8], _ map: IdentityMap, _ direction: Direction) -> Result {
        guard let rule = headers.first(where: { $0.name == name }), !value.isEmpty else { return .unchanged }
        guard let other = other(value, rule.domain, map, direction) else { return .unmapped }
        return other.text == value ? .unchanged : .changed(other.text)
    }

    /// A body; what is neither JSON nor a form has no place where an id could stand. Compressed JSON, and JSON by lines, are
    /// not written anew: they go out as they are only where ids are the same on both sides.
    ///
    /// - Parameters:
    ///   - contentType: the field's value, in any case.
    ///   - contentEncoding: that field's value, empty for none.
    package func body(
        _ bytes: [UInt8], contentType: [UInt8] = [], contentEncoding: [UInt8] = [], _ map: IdentityMap,
        _ direction: Direction
    ) -> Result {
        guard !body.isEmpty, !bytes.isEmpty else { return .unchanged }
        let format = BodyFormat(contentType: contentType, body: bytes)
        if Self.isEncoded(contentEncoding) {
            let mayHoldIDs = contentType.isEmpty || [.json, .jsonLines, .form].contains(format)
            return mayHoldIDs && !sharesAll(map) ? .unmapped : .unchanged
        }
        if format == .form { return form(bytes, map, direction) }
        guard let document = try? JSONDocument(bytes) else {
            return format == .jsonLines && !sharesAll(map) ? .unmapped : .unchanged
        }
        var edits: [(range: Range<Int>, text: [UInt8])] = []
        for rule in body {
            for node in document.nodes(at: rule.tokens) {
                let kind = document.nodes[node].kind
                guard kind == .string || kind == .number else { continue }
                let text = document.text(of: node)
                guard !text.isEmpty else { continue }
                guard let other = other(text, rule.domain, map, direction) else { return .unmapped }
                guard other.text != text else { continue }
                // What is written as text here stays text, unless the other side writes such ids as numbers.
                let isNumber = other.isNumber && (kind == .number || !other.wasNumber)
                edits.append(
                    (document.writtenRange(of: node), isNumber ? other.text : JSONEscapes.quoted(other.text)))
            }
        }
        guard !edits.isEmpty else { return .unchanged }
        edits.sort { $0.range.lowerBound < $1.range.lowerBound }
        var output: [UInt8] = []
        var end = 0
        for edit in edits where edit.range.lowerBound >= end {
            output += bytes[end..<edit.range.lowerBound]
            output += edit.text
            end = edit.range.upperBound
        }
        output += bytes[end...]
        return .changed(output)
    }

    private static func isEncoded(_ contentEncoding: [UInt8]) -> Bool {
        let coding = String(decoding: contentEncoding.filter { $0 != UInt8(ascii: " ") }, as: UTF8.self).lowercased()
        return !coding.isEmpty && coding != "identity"
    }

    /// Whether every id that may stand in a body goes to the other side as it is.
    private func sharesAll(_ map: IdentityMap) -> Bool {
        body.allSatisfy { rule in
            guard let domain = rule.domain else { return false }
            return map[IdentitySpace(service: service, domain: domain)]
                .sharesUnknown(assumptions[domain] ?? .learned)
        }
    }

    /// Fields of a form are named by pointers of one token, `/order_id`.
    private func form(_ bytes: [UInt8], _ map: IdentityMap, _ direction: Direction) -> Result {
        let fields = body.compactMap { rule in
            rule.tokens.count == 1 ? (name: Array(rule.tokens[0].utf8), domain: rule.domain) : nil
        }
        var output: [UInt8] = []
        guard append(pairs: bytes[...], fields, map, direction, to: &output) else { return .unmapped }
        return output == bytes ? .unchanged : .changed(output)
    }

    // MARK: One id

    /// The other side's name; nil when there is none that is known.
    private func other(
        _ id: [UInt8], _ domain: String?, _ map: IdentityMap, _ direction: Direction
    ) -> (text: [UInt8], isNumber: Bool, wasNumber: Bool)? {
        guard let domain else { return nil }
        let pairs = map[IdentitySpace(service: service, domain: domain)]
        switch direction {
        case .toService:
            if let pair = pairs.pair(monolith: id) {
                return (pair.service, pair.isServiceNumber, pair.isMonolithNumber)
            }
        case .toMonolith:
            if let pair = pairs.pair(service: id) {
                return (pair.monolith, pair.isMonolithNumber, pair.isServiceNumber)
            }
        }
        return pairs.sharesUnknown(assumptions[domain] ?? .learned) ? (id, false, false) : nil
    }

    private func append(
        _ escaped: ArraySlice<UInt8>, isQuery: Bool, _ domain: String?, _ map: IdentityMap, _ direction: Direction,
        to output: inout [UInt8]
    ) -> Bool {
        let id = Escapes.decoded(escaped, isQuery: isQuery)
        guard let other = other(id, domain, map, direction) else { return false }
        output += other.text == id ? Array(escaped) : Escapes.encoded(other.text)
        return true
    }

    /// Pairs `name=value` with `&` between them: a query, or a form.
    private func append(
        pairs text: ArraySlice<UInt8>, _ rules: [(name: [UInt8], domain: String?)], _ map: IdentityMap,
        _ direction: Direction, to output: inout [UInt8]
    ) -> Bool {
        var isFirst = true
        for part in text.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
            if !isFirst { output.append(UInt8(ascii: "&")) }
            isFirst = false
            guard let equals = part.firstIndex(of: UInt8(ascii: "=")), equals + 1 < part.endIndex,
                let rule = rules.first(where: { $0.name == Escapes.decoded(part[..<equals]) })
            else {
                output += part
                continue
            }
            output += part[...equals]
            guard append(part[(equals + 1)...], isQuery: true, rule.domain, map, direction, to: &output) else {
                return false
            }
        }
        return true
    }
}

extension JSONDocument {
    /// The values at a pointer whose `*` is any one key or index.
    func nodes(at tokens: [String]) -> [Int] {
        var reached = [0]
        for token in tokens {
            let name = Array(token.utf8)
            var next: [Int] = []
            for node in reached {
                let children = children(of: node)
                switch nodes[node].kind {
                case .object:
                    next += children.filter { token == "*" || hasText($0, name) }.map { $0 + 1 }
                case .array:
                    if token == "*" {
                        next += children
                    } else if let index = Int(token), children.indices.contains(index) {
                        next.append(children[index])
                    }
                case .null, .bool, .number, .string: break
                }
            }
            reached = next
        }
        return reached
    }
}

extension JSONEscapes {
    /// A text as a JSON string.
    static func quoted(_ text: [UInt8]) -> [UInt8] {
        var quoted = [UInt8(ascii: "\"")]
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += [UInt8(ascii: "\\"), byte]
            case ..<0x20: quoted += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
            default: quoted.append(byte)
            }
        }
        return quoted + [UInt8(ascii: "\"")]
    }
}
