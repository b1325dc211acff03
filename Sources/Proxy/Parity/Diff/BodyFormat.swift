/// How a body is read for comparison.
enum BodyFormat {
    case json
    case bytes

    /// What `Content-Type` says; without one, a body that begins as an object or array does is taken for JSON.
    init(of observation: Observation) {
        guard let type = observation.contentType else {
            self = Self.beginsAsJSON(observation.body) ? .json : .bytes
            return
        }
        let media = type.prefix { $0 != UInt8(ascii: ";") }.map { byte in
            UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
        }
        let name = String(decoding: media, as: UTF8.self).filter { $0 != " " && $0 != "\t" }
        self = name.hasSuffix("/json") || name.hasSuffix("+json") ? .json : .bytes
    }

    private static func beginsAsJSON(_ body: [UInt8]) -> Bool {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = body.starts(with: byteOrderMark) ? body.dropFirst(3) : body[...]
        let first = text.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
}
