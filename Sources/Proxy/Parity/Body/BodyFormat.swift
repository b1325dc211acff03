/// How a body is read for comparison.
enum BodyFormat: Equatable {
    case json
    /// One JSON text a line.
    case jsonLines
    /// `application/x-www-form-urlencoded`
    case form
    case xml, html
    case bytes

    var isMarkup: Bool { self == .xml || self == .html }

    /// What `Content-Type` says; without one, a body that begins as an object or array does is taken for JSON.
    init(of observation: Observation) {
        self.init(contentType: observation.contentType, body: observation.body)
    }

    init(contentType: [UInt8]?, body: [UInt8]) {
        guard let contentType else {
            self = Self.beginsAsJSON(body) ? .json : .bytes
            return
        }
        let media = contentType.prefix { $0 != UInt8(ascii: ";") }.map { byte in
            UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
        }
        let name = String(decoding: media, as: UTF8.self).filter { $0 != " " && $0 != "\t" }
        switch name {
        case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines",
            "application/json-seq", "application/stream+json", "application/jsonlines":
            self = .jsonLines
        case "application/x-www-form-urlencoded": self = .form
        case "text/html", "application/xhtml+xml": self = .html
        case "application/xml", "text/xml": self = .xml
        case "text/json": self = .json
        default:
            if name.hasSuffix("/json") || name.hasSuffix("+json") {
                self = .json
            } else {
                self = name.hasSuffix("+xml") ? .xml : .bytes
            }
        }
    }

    private static func beginsAsJSON(_ body: [UInt8]) -> Bool {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = body.starts(with: byteOrderMark) ? body.dropFirst(3) : body[...]
        let first = text.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
}
