import NIOCore
package import Parity
package import Routing

/// Puts the ids of the side that gets a copy in the place of those that the client sent.
///
/// Works on the copy as it is written, head and body, so that nothing of it touches the primary leg.
struct ShadowTranslation {
    let translator: RequestTranslator
    /// What is known at the moment; a value that no one changes.
    let map: IdentityMap
    let direction: RequestTranslator.Direction

    /// Whether the copy has to wait for its whole body.
    var needsBody: Bool { translator.readsBodies }

    /// The head with the ids translated; nil when one of them has no name on the other side.
    func head(_ head: ByteBuffer) -> ByteBuffer? {
        var lines = HeadLines(head)
        guard lines.translateTarget({ translator.target($0, map, direction) }) else { return nil }
        guard lines.translateFields({ translator.field($0, $1, map, direction) }) else { return nil }
        return lines.isChanged ? lines.written : head
    }

    /// Head and body with the ids in the body translated; nil when one of them has no name on the other side.
    func message(head: ByteBuffer, body: [UInt8]) -> (message: ByteBuffer, isBodyChanged: Bool)? {
        var lines = HeadLines(head)
        let content: [UInt8]
        var isBodyChanged = false
        let (type, encoding) = (lines.value(of: "content-type"), lines.value(of: "content-encoding"))
        switch translator.body(body, contentType: type, contentEncoding: encoding, map, direction) {
        case .unmapped: return nil
        case .unchanged: content = body
        case .changed(let bytes):
            content = bytes
            isBodyChanged = true
        }
        lines.frame(length: content.count)
        var message = lines.written
        message.writeBytes(content)
        return (message, isBodyChanged)
    }
}

/// The lines of a request head of our own writing.
private struct HeadLines {
    private var lines: [ArraySlice<UInt8>] = []
    private(set) var isChanged = false

    init(_ head: ByteBuffer) {
        let bytes = Array(head.readableBytesView)
        var start = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            lines.append(bytes[start..<max(start, index - 1)])
            start = index + 1
        }
        // The empty line is written anew.
        while lines.last?.isEmpty == true { lines.removeLast() }
    }

    /// False when an id is not known.
    mutating func translateTarget(_ translate: ([UInt8]) -> RequestTranslator.Result) -> Bool {
        guard let line = lines.first, let start = line.firstIndex(of: UInt8(ascii: " ")),
            let end = line.lastIndex(of: UInt8(ascii: " ")), start < end
        else { return true }
        switch translate(Array(line[(start + 1)..<end])) {
        case .unmapped: return false
        case .unchanged: return true
        case .changed(let target):
            lines[0] = (line[...start] + target + line[end...])[...]
            isChanged = true
            return true
        }
    }

    /// Gives names in lower case and values; false when an id is not known.
    mutating func translateFields(_ translate: (String, [UInt8]) -> RequestTranslator.Result) -> Bool {
        for index in lines.indices.dropFirst() {
            let line = lines[index]
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let value = line[(colon + 1)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            switch translate(Self.name(line[..<colon]), Array(value)) {
            case .unmapped: return false
            case .unchanged: continue
            case .changed(let value):
                lines[index] = (line[...colon] + [UInt8(ascii: " ")] + value)[...]
                isChanged = true
            }
        }
        return true
    }

    /// The value of the first field of a name, which is in lower case; empty when there is none.
    func value(of name: String) -> [UInt8] {
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), Self.name(line[..<colon]) == name else {
                continue
            }
            return Array(line[(colon + 1)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
        }
        return []
    }

    /// Says how long the body is, whatever its framing was.
    mutating func frame(length: Int) {
        lines.removeAll { line in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
            let name = Self.name(line[..<colon])
            return name == "content-length" || name == "transfer-encoding"
        }
        lines.append(Array("Content-Length: \(length)".utf8)[...])
    }

    var written: ByteBuffer {
        var buffer = ByteBuffer()
        for line in lines {
            buffer.writeBytes(line)
            buffer.writeStaticString("\r\n")
        }
        buffer.writeStaticString("\r\n")
        return buffer
    }

    private static func name(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}

extension RequestTranslator {
    /// For a route that says where ids stand; nil for all others.
    ///
    /// - Parameter assumption: about ids that are not known, of all domains; nil: as the route says.
    package init?(_ route: Route, in table: RouteTable, assuming assumption: IdentityAssumption? = nil) {
        guard !route.parity.identity.isEmpty, let candidate = route.candidate else { return nil }
        var path: [(segment: Int, domain: String?)] = []
        var query: [(name: String, domain: String?)] = []
        var headers: [(name: String, domain: String?)] = []
        var body: [(pointer: String, domain: String?)] = []
        for rule in route.parity.identity {
            switch rule.place {
            case .path(let name):
                let segment = route.pattern.segments.firstIndex {
                    if case .parameter(let parameter, _) = $0 { parameter == name } else { false }
                }
                if let segment { path.append((segment, rule.domain)) }
            case .query(let name): query.append((name, rule.domain))
            case .header(let name): headers.append((name, rule.domain))
            case .body(let pointer): body.append((pointer, rule.domain))
            }
        }
        self.init(
            service: table.targets[Int(candidate.value)].name, path: path, query: query, headers: headers, body: body,
            assumptions: assumption.map { all in
                Dictionary(route.parity.identity.compactMap { $0.domain.map { ($0, all) } }) { first, _ in first }
            } ?? route.parity.ids.compactMapValues { IdentityAssumption(rawValue: $0.rawValue) })
    }
}
