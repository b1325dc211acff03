/// The charset of a body, which is how its text is written and not what it says.
enum Charset {
    /// That of UTF-8.
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The text in UTF-8; nil where the declared charset is not known here.
    static func utf8(_ body: [UInt8], declared: String?) -> [UInt8]? {
        if body.starts(with: byteOrderMark) { return Array(body.dropFirst(3)) }
        if body.starts(with: [0xFF, 0xFE]) { return utf16(body.dropFirst(2), isBigEndian: false) }
        if body.starts(with: [0xFE, 0xFF]) { return utf16(body.dropFirst(2), isBigEndian: true) }
        switch declared {
        case nil, "utf-8", "utf8", "us-ascii", "ascii": return body
        case "iso-8859-1", "latin1", "iso8859-1", "iso_8859-1", "windows-1252", "cp1252":
            guard body.contains(where: { $0 >= 0x80 }) else { return body }
            return latin(body)
        case "utf-16", "utf-16be": return utf16(body[...], isBigEndian: true)
        case "utf-16le": return utf16(body[...], isBigEndian: false)
        default: return nil
        }
    }

    /// The value of `charset` in a `Content-Type`, in lower case.
    static func declared(in contentType: [UInt8]?) -> String? {
        guard let contentType else { return nil }
        for part in contentType.split(separator: UInt8(ascii: ";")).dropFirst() {
            let text = String(decoding: part, as: UTF8.self).lowercased().filter { $0 != " " && $0 != "\"" }
            if text.hasPrefix("charset=") { return String(text.dropFirst("charset=".count)) }
        }
        return nil
    }

    /// What a document of markup says of itself: `<?xml version="1.0" encoding="ISO-8859-1"?>`, `<meta charset=...>`.
    static func declared(within body: [UInt8], isHTML: Bool) -> String? {
        let head = String(decoding: body.prefix(1024), as: UTF8.self).lowercased()
        let place: Substring
        if isHTML {
            guard let meta = head.firstRange(of: "<meta") else { return nil }
            place = head[meta.upperBound...]
        } else {
            guard head.hasPrefix("<?xml"), let end = head.firstRange(of: "?>") else { return nil }
            place = head[..<end.lowerBound]
        }
        guard let name = place.firstRange(of: isHTML ? "charset=" : "encoding=") else { return nil }
        let value = place[name.upperBound...].drop { $0 == "\"" || $0 == "'" }
        let charset = value.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
        // Whoever can read this far reads no UTF-16, whatever it calls itself.
        return charset.isEmpty || charset.hasPrefix("utf-16") ? nil : String(charset)
    }

    /// What Windows-1252 has in the place of Latin-1's control characters (the reading of the WHATWG for both).
    private static let windows: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
        0x17E, 0x178,
    ]

    /// The byte that stands for a character in Latin-1 or in Windows-1252.
    static func latinByte(of scalar: Unicode.Scalar) -> UInt8? {
        if scalar.value < 0x100 { return UInt8(scalar.value) }
        return windows.firstIndex(of: scalar.value).map { UInt8(0x80 + $0) }
    }

    private static func latin(_ body: [UInt8]) -> [UInt8] {
        var text = String.UnicodeScalarView()
        for byte in body {
            let point = 0x80..<0xA0 ~= byte ? windows[Int(byte) - 0x80] : UInt32(byte)
            if let scalar = Unicode.Scalar(point) { text.append(scalar) }
        }
        return Array(String(text).utf8)
    }

    private static func utf16(_ body: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(body.count / 2)
        var index = body.startIndex
        while index + 1 < body.endIndex {
            let pair = (UInt16(body[index]), UInt16(body[index + 1]))
            units.append(isBigEndian ? pair.0 << 8 | pair.1 : pair.1 << 8 | pair.0)
            index += 2
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
