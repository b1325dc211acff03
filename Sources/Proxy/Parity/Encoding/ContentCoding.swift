/// Takes content codings off a body (RFC 9110 section 8.4.1), within a bound.
enum ContentCoding {
    enum Failure: Error {
        /// A coding that is not known here.
        case unknown
        case broken
        case tooLarge
    }

    /// What a body may grow to: many times what a comparison keeps, and not what a bomb makes of it.
    static func limit(for encoded: Int) -> Int { min(max(64 * encoded, 1 << 20), 64 << 20) }

    /// - Parameter codings: a list in the order applied, such as `gzip` or `deflate, gzip`.
    static func decode(_ body: [UInt8], _ codings: [UInt8]) throws(Failure) -> [UInt8] {
        var body = body
        let limit = limit(for: body.count)
        let names = codings.split(separator: UInt8(ascii: ",")).map {
            String(decoding: TextForm.collapsed(Array($0)), as: UTF8.self).lowercased()
        }
        // More than two are an attack, not a need.
        guard names.count <= 2 else { throw .unknown }
        for name in names.reversed() {
            switch name {
            case "identity", "": continue
            case "gzip", "x-gzip": body = try gunzip(body, limit)
            case "deflate": body = try inflate(body, limit)
            case "br":
                guard let brotli = Brotli.system else { throw .unknown }
                body = try brotli.decompress(body, limit: limit)
            default: throw .unknown
            }
        }
        return body
    }

    /// One member after another (RFC 1952), each with its sum checked.
    private static func gunzip(_ body: [UInt8], _ limit: Int) throws(Failure) -> [UInt8] {
        var output: [UInt8] = []
        var rest = body[...]
        repeat {
            let start = try afterGzipHead(rest)
            let (data, end) = try decompress(rest[start...], limit - output.count)
            let tail = rest[end...]
            guard tail.count >= 8 else { throw .broken }
            guard word(tail, 0) == Checksum.crc32(data), word(tail, 4) == UInt32(truncatingIfNeeded: data.count) else {
                throw .broken
            }
            output += data
            rest = tail.dropFirst(8)
        } while rest.starts(with: [0x1F, 0x8B])
        return output
    }

    private static func afterGzipHead(_ body: ArraySlice<UInt8>) throws(Failure) -> Int {
        let start = body.startIndex
        guard body.count >= 18, body[start] == 0x1F, body[start + 1] == 0x8B, body[start + 2] == 8,
            body[start + 3] & 0xE0 == 0
        else {
            throw .broken
        }
        let flags = body[start + 3]
        var position = start + 10
        if flags & 4 != 0 {
            guard position + 2 <= body.endIndex else { throw .broken }
            position += 2 + Int(body[position]) + Int(body[position + 1]) << 8
        }
        for flag in [UInt8(8), 16] where flags & flag != 0 {
            guard position < body.endIndex, let end = body[position...].firstIndex(of: 0) else { throw .broken }
            position = end + 1
        }
        if flags & 2 != 0 { position += 2 }
        guard position < body.endIndex else { throw .broken }
        return position
    }

    /// `deflate` is the zlib format (RFC 1950); some senders leave its frame out.
    private static func inflate(_ body: [UInt8], _ limit: Int) throws(Failure) -> [UInt8] {
        if body.count >= 6, body[0] & 0x0F == 8, (Int(body[0]) << 8 | Int(body[1])) % 31 == 0, body[1] & 0x20 == 0 {
            let (data, end) = try decompress(body[2...], limit)
            guard body.count - end >= 4, word(body[end...], 0).byteSwapped == Checksum.adler32(data) else {
                throw .broken
            }
            return data
        }
        return try decompress(body[...], limit).data
    }

    private static func decompress(
        _ body: ArraySlice<UInt8>, _ limit: Int
    ) throws(Failure) -> (data: [UInt8], end: Int) {
        do {
            return try Inflate.decompress(body, limit: limit)
        } catch {
            switch error {
            case .broken: throw .broken
            case .tooLarge: throw .tooLarge
            }
        }
    }

    /// Four bytes, the lowest first.
    private static func word(_ bytes: ArraySlice<UInt8>, _ offset: Int) -> UInt32 {
        let start = bytes.startIndex + offset
        return (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) }
    }
}

/// The sums that compressed formats end with.
enum Checksum {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
    }

    static func crc32(_ data: [UInt8]) -> UInt32 {
        ~data.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
    }

    static func adler32(_ data: [UInt8]) -> UInt32 {
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in data {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        return high << 16 | low
    }
}
