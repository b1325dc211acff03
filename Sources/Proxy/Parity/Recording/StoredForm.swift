/// The form in which an exchange may be stored: every secret marked, bodies without their content coding, nothing
/// else changed. Two answers can be compared in it as they were.
///
/// A mark is `[redacted 1f3a]`: the digits are of a hash with a secret of this process, so that equal values stay equal
/// and different ones different, and nobody can try out what a value was.
package struct StoredForm: Sendable {
    private let rules: ComparisonRules

    /// - Parameter rules: what they call secret is marked beside what usually is.
    package init(_ rules: ComparisonRules) { self.rules = rules }

    /// Whether something of a text was marked.
    package static func isRedacted(_ text: [UInt8]) -> Bool {
        let mark = Array("[redacted".utf8)
        guard text.count > mark.count else { return false }
        return (0...(text.count - mark.count)).contains { text[$0..<($0 + mark.count)].elementsEqual(mark) }
    }

    package func answer(_ answer: Observation, of side: Comparator.Side) -> Observation {
        var stored = answer
        stored.headers = answer.headers.map(field)
        stored.trailers = answer.trailers.map(field)
        stored.changes = answer.changes.map { json($0, side: nil) ?? text($0) }
        guard case .success(let read) = BodyReader.read(answer) else {
            // What cannot be decoded cannot be looked through.
            stored.body = []
            stored.isCut = true
            return stored
        }
        stored.contentEncoding = nil
        stored.headers.removeAll { $0.name == "content-encoding" }
        if answer.contentEncoding == nil, read.text != answer.body, let type = answer.contentType {
            // It was in another charset than UTF-8, and is not any more.
            stored.contentType = type.prefix { $0 != UInt8(ascii: ";") } + Array("; charset=utf-8".utf8)
            stored.headers = stored.headers.map { field in
                field.name == "content-type" ? HeaderField(name: field.name, value: stored.contentType ?? []) : field
            }
        }
        stored.body = body(read, side: side)
        return stored
    }

    package func request(_ request: RecordedRequest) -> RecordedRequest {
        var stored = request
        stored.target = String(decoding: text(Array(request.target.utf8)), as: UTF8.self)
        stored.headers = request.headers.map(field)
        let type = request.headers.first { $0.name == "content-type" }?.value
        stored.body = body(
            ReadBody(text: request.body, format: BodyFormat(contentType: type, body: request.body)), side: nil)
        return stored
    }

    // MARK: Parts

    private func field(_ field: HeaderField) -> HeaderField {
        if field.name == "set-cookie" { return HeaderField(name: field.name, value: cookie(field.value)) }
        guard rules.redaction.isSensitive(name: field.name) else {
            return HeaderField(name: field.name, value: text(field.value))
        }
        return HeaderField(name: field.name, value: Self.mark(field.value))
    }

    /// The value goes, the name and the attributes stay.
    private func cookie(_ line: [UInt8]) -> [UInt8] {
        let end = line.firstIndex(of: UInt8(ascii: ";")) ?? line.endIndex
        guard let equals = line[..<end].firstIndex(of: UInt8(ascii: "=")) else { return Self.mark(line) }
        let value = Array(line[(equals + 1)..<end])
        return line[...equals] + (value.isEmpty ? [] : Self.mark(value)) + line[end...]
    }

    private func body(_ body: ReadBody, side: Comparator.Side?) -> [UInt8] {
        switch body.format {
        case .json: return json(body.text, side: side) ?? text(body.text)
        case .jsonp:
            guard let call = JSONP(body.text), let inner = json(Array(call.json), side: side) else {
                return text(body.text)
            }
            return body.text[..<call.json.startIndex] + inner + body.text[call.json.endIndex...]
        case .jsonLines:
            let lines = body.text.split(separator: 0x0A, omittingEmptySubsequences: false)
            return Array(lines.map { json(Array($0), side: nil) ?? text(Array($0)) }.joined(separator: [0x0A]))
        case .form, .xml, .html, .bytes: return text(body.text)
        }
    }

    /// A JSON text with its secrets marked and every other byte as it is; nil for what is none.
    private func json(_ bytes: [UInt8], side: Comparator.Side?) -> [UInt8]? {
        guard var document = try? JSONDocument(bytes) else { return nil }
        if let side { document.mark(under: rules, side: side) }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var written = 0
        func replace(_ range: Range<Int>, with text: [UInt8]) {
            output += bytes[written..<range.lowerBound]
            output += text
            written = range.upperBound
        }
        // The containers that are open, and whether a key comes next.
        var open: [(end: Int, isObject: Bool)] = []
        var node = 0
        var name: Int?
        while node < document.nodes.count {
            while let last = open.last, node >= last.end { open.removeLast() }
            if open.last?.isObject == true, name == nil {
                name = node
                // Maps may be keyed by what is a secret.
                let inner = Array(bytes[document.nodes[node].range])
                let marked = text(inner)
                if marked != inner { replace(document.nodes[node].range, with: marked) }
                node += 1
                continue
            }
            let value = document.nodes[node]
            let isSecret =
                name.map { rules.redaction.isSensitive(name: document.text(of: $0)) } ?? false
                || value.place != PlaceAutomaton.dead && rules.placeRules(value.place).isSecret
            name = nil
            if isSecret, value.kind != .null {
                let range = document.writtenRange(of: node)
                replace(range, with: JSONEscapes.quoted(Self.mark(Array(bytes[range]))))
                node = Int(value.next)
                continue
            }
            if value.kind == .string {
                let inner = Array(bytes[value.range])
                let marked = text(inner)
                if marked != inner { replace(value.range, with: marked) }
            }
            if value.isContainer { open.append((Int(value.next), value.kind == .object)) }
            node += 1
        }
        return output + bytes[written...]
    }

    /// A text of any format with everything marked that looks like a secret.
    private func text(_ text: [UInt8]) -> [UInt8] {
        let scanner = SecretScanner(text: text, redaction: rules.redaction)
        var shown: [UInt8] = []
        var position = 0
        while let secret = scanner.secret(from: position) {
            shown += text[position..<secret.lowerBound]
            shown += Self.mark(Array(text[secret]))
            position = max(secret.upperBound, secret.lowerBound + 1)
        }
        return position == 0 ? text : shown + text[min(position, text.count)...]
    }

    /// Hashes of Swift's own are seeded by chance in each process.
    private static func mark(_ secret: [UInt8]) -> [UInt8] {
        let hash = secret.hashValue & 0xFFFF
        let digits = String(hash, radix: 16)
        return Array("[redacted \(String(repeating: "0", count: 4 - digits.count))\(digits)]".utf8)
    }
}
