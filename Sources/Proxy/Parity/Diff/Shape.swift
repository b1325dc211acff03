/// The type and format of a value, without the value: what a rule `shape` compares.
struct Shape: Equatable {
    enum Format: Equatable {
        case empty
        case uuid
        case digits, hexadecimal
        case time(PointInTime.Notation, hasZone: Bool)
        case number
        case url
        case email
        case webToken
        case text
    }

    var kind: LeafValue.Kind
    var format: Format

    init(_ value: LeafValue) {
        kind = value.kind
        format = value.kind == .string || value.kind == .text ? Self.format(of: value.text) : .text
        if value.kind == .number {
            // Whole numbers and fractions are two formats; a fraction that ends in zeros is still one.
            format = value.text.contains { ".eE".utf8.contains($0) } ? .number : .digits
        }
    }

    private static func format(of text: [UInt8]) -> Format {
        if text.isEmpty { return .empty }
        if isUUID(text) { return .uuid }
        if let time = PointInTime(text) { return .time(time.notation, hasZone: time.zone != nil) }
        if text.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) { return .digits }
        if Decimal(text) != nil { return .number }
        if BaseURL.originEnd(text) != nil { return .url }
        if text.starts(with: "eyJ".utf8), text.count(where: { $0 == UInt8(ascii: ".") }) == 2 { return .webToken }
        if text.count >= 8, text.allSatisfy({ JSONEscapes.hexValue($0) != nil }) { return .hexadecimal }
        if let sign = text.firstIndex(of: UInt8(ascii: "@")), sign > 0, text[sign...].contains(UInt8(ascii: ".")),
            !text.contains(where: TextForm.isSpace)
        {
            return .email
        }
        return .text
    }

    static func isUUID(_ text: [UInt8]) -> Bool {
        text.count == 36
            && text.enumerated().allSatisfy { index, byte in
                [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : JSONEscapes.hexValue(byte) != nil
            }
    }
}
