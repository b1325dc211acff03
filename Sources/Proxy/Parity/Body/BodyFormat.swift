/// How a body is read for comparison.
enum BodyFormat: Equatable {
    case json
    /// A call of a function with it.
    case jsonp
    /// One JSON text a line.
    case jsonLines
    /// `application/x-www-form-urlencoded`
    case form
    case xml, html
    case bytes

    var isMarkup: Bool { self == .xml || self == .html }

    /// What `Content-Type` says; where that names no format, or there is none, what the body begins as: text that is JSON is
    /// JSON to whoever reads it.
    init(of observation: Observation) {
        self.init(contentType: observation.contentType, body: observation.body)
    }

    init(contentType: [UInt8]?, body: [UInt8]) {
        guard let contentType else {
            self.init(beginning: body)
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
        case "application/xhtml+xml": self = .html
        case "text/html":
            // Where nobody sets the type, programs that write JSON say that it is a page.
            self.init(beginning: body)
            if self != .json { self = .html }
        case "text/javascript", "application/javascript", "application/x-javascript", "text/x-javascript":
            self.init(beginning: body)
            if self == .bytes, JSONP(body) != nil { self = .jsonp }
        default:
            // `application/vnd.api+json`, `application/x-amz-json-1.1`, `application/vnd.github.v3.raw+json`
            let words = name.split { "/+-.".contains($0) }
            if words.contains("json") {
                self = .json
            } else if words.contains("xml") {
                self = .xml
            } else {
                self.init(beginning: body)
            }
        }
    }

    private init(beginning body: [UInt8]) {
        let text = body.starts(with: Charset.byteOrderMark) ? body.dropFirst(3) : body[...]
        let first = text.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            self = .json
        } else {
            self = text.starts(with: "<?xml".utf8) ? .xml : .bytes
        }
    }
}
