/// Shows where two texts, or two runs of bytes, part.
struct TextContext {
    let redaction: Redaction
    let isText: Bool
    let offset: Int

    /// Bytes shown of a body that is no text.
    private static let window = 16

    /// `line 12, column 7: …` with what stands around, from the second line on; `byte 1024: 89 50 4e 47`.
    func shown(_ body: [UInt8]) -> String {
        guard isText else { return hexadecimal(body) }
        let before = body[..<min(offset, body.count)]
        let line = before.count { $0 == 0x0A } + 1
        let excerpt = redaction.excerpt(of: body, around: offset)
        guard line > 1 else { return excerpt }
        let start = before.lastIndex(of: 0x0A) ?? 0
        let column = String(decoding: before[(start + 1)...], as: UTF8.self).count + 1
        return "line \(line), column \(column): \(excerpt)"
    }

    private func hexadecimal(_ body: [UInt8]) -> String {
        let start = max(0, min(offset, body.count) - Self.window / 2)
        let bytes = body[start..<min(body.count, start + Self.window)].map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        let end = start + bytes.count < body.count ? " …" : ""
        return "byte \(offset) of \(body.count): \(start > 0 ? "… " : "")\(bytes.joined(separator: " "))\(end)"
    }
}
