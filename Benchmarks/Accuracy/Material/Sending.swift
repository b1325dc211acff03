import Parity

/// Makes an observation of an answer as one side writes it.
enum Sending {
    static func observation(_ reply: Reply, _ writer: Writer, _ random: inout SplitMix64) -> Observation {
        var writer = writer
        var body: [UInt8]
        switch reply.format {
        case .json: body = Array(writer.json(reply.body).utf8)
        case .lines:
            guard case .array(let elements) = reply.body.plain else {
                body = Array(writer.json(reply.body).utf8)
                break
            }
            writer.space = writer.space == .pretty ? .some : writer.space
            body = Array(elements.map { writer.json($0) }.joined(separator: "\n").utf8)
            if random.chance(0.5) { body.append(0x0A) }
        case .xml:
            let declaration = random.chance(0.5) ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : ""
            body = Array((declaration + OtherFormats.xml(reply.body, "answer")).utf8)
        case .html: body = Array(OtherFormats.html(reply.body).utf8)
        case .text: body = Array(OtherFormats.text(reply.body).utf8)
        case .csv: body = Array(OtherFormats.csv(reply.body).utf8)
        case .form: body = Array(OtherFormats.form(reply.body).utf8)
        }
        if reply.status == 204 { body = [] }
        var observation = Observation(
            status: reply.status,
            headers: reply.headers.map { HeaderField(name: $0.name, value: Array($0.value.utf8)) },
            contentType: reply.status == 204 ? nil : Array(reply.type.utf8), body: body)
        if reply.format == .json, reply.status != 204, writer.shufflesKeys {
            if random.chance(0.15) { observation.body = [0xEF, 0xBB, 0xBF] + body }
            if random.chance(0.3), !reply.type.contains(";") {
                observation.contentType = Array((reply.type + "; charset=utf-8").utf8)
            }
        }
        if reply.status != 204, random.chance(0.1) {
            observation.body = gzip(observation.body)
            observation.contentEncoding = Array("gzip".utf8)
        }
        return observation
    }

    /// Whether every fault of a body shows in the format that it is written in: markup and forms have no types, and white
    /// space at the ends says nothing in markup.
    static func isSeen(_ labels: [Label], _ before: Reply, _ after: Reply) -> Bool {
        guard ![.json, .lines].contains(before.format), labels.contains(where: { $0.path.hasPrefix("body:") }) else {
            return true
        }
        guard labels.count == 1 else { return false }
        return shown(before) != shown(after)
    }

    private static func shown(_ reply: Reply) -> [String] {
        reply.body.places.filter { !$0.node.isContainer }.map { place, node in
            let text =
                switch node.plain {
                case .bool(let value): value ? "true" : "false"
                case .number(let text), .string(let text): text
                default: ""
                }
            let step = place.last { Int($0) == nil } ?? ""
            return step + "=" + (reply.format == .xml || reply.format == .html ? text.filter { $0 != " " } : text)
        }.filter { !$0.hasSuffix("=") || reply.format != .html }
    }

    /// In blocks that are only stored (RFC 1951 section 3.2.4).
    static func gzip(_ body: [UInt8]) -> [UInt8] {
        var coded: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
        var rest = body[...]
        repeat {
            let part = rest.prefix(65_535)
            rest = rest.dropFirst(part.count)
            let count = UInt16(part.count)
            coded += [
                rest.isEmpty ? 1 : 0, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8),
            ]
            coded += part
        } while !rest.isEmpty
        var sum = UInt32.max
        for byte in body {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
        }
        for word in [~sum, UInt32(truncatingIfNeeded: body.count)] {
            coded += (0..<4).map { UInt8(word >> UInt32(8 * $0) & 255) }
        }
        return coded
    }
}
