/// A text as literals with times and UUIDs between them.
struct TextSegments {
    enum Part {
        case literal([UInt8])
        case time(WrittenTime)
        case uuid(WrittenUUID)

        var literal: [UInt8]? { if case .literal(let text) = self { text } else { nil } }
        var time: WrittenTime? { if case .time(let time) = self { time } else { nil } }
        var uuid: WrittenUUID? { if case .uuid(let uuid) = self { uuid } else { nil } }
    }

    /// The kinds of the parts with the form of each: equal for texts that are written in one way.
    struct Signature: Equatable, CustomStringConvertible {
        var forms: [String]

        /// Neither a time nor a UUID is in it.
        var isLiteral: Bool { !forms.contains { $0 != "" } }
        var description: String {
            forms.contains("uuid") ? "a UUID" : isLiteral ? "opaque" : "a time"
        }
    }

    private(set) var parts: [Part] = []
    private(set) var signature = Signature(forms: [])

    /// A text with more of them is a document, and is read no further.
    private static let partLimit = 64

    init(_ text: [UInt8]) {
        var start = 0
        var position = 0
        while position < text.count, parts.count < Self.partLimit {
            // Times and UUIDs begin a word with a digit, a letter of hex, or the name of a day.
            guard position == 0 || !Self.isWord(text[position - 1]), Self.isWord(text[position]) else {
                position += 1
                continue
            }
            if let uuid = WrittenUUID(text[position...]) {
                literal(text[start..<position])
                add(.uuid(uuid), "uuid")
                position += WrittenUUID.length
                start = position
            } else if let time = WrittenTime(text[position...]) {
                literal(text[start..<position])
                add(.time(time), time.form)
                position += time.length
                start = position
            } else {
                position += 1
            }
        }
        literal(text[start...])
    }

    private mutating func literal(_ text: ArraySlice<UInt8>) { add(.literal(Array(text)), "") }

    private mutating func add(_ part: Part, _ form: String) {
        parts.append(part)
        signature.forms.append(form)
    }

    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

/// A UUID in its canonical form (RFC 9562 section 4).
struct WrittenUUID: Equatable {
    enum Letters { case none, lower, upper, mixed }

    static let length = 36

    let letters: Letters
    /// Nothing but zeros.
    let isNil: Bool

    init?(_ text: ArraySlice<UInt8>) {
        guard text.count >= Self.length else { return nil }
        let own = text.prefix(Self.length)
        if let next = text.dropFirst(Self.length).first, TextSegments.isWord(next) { return nil }
        var lower = false
        var upper = false
        var isNil = true
        for (offset, byte) in own.enumerated() {
            switch offset {
            case 8, 13, 18, 23:
                guard byte == UInt8(ascii: "-") else { return nil }
            default:
                guard JSONEscapes.hexValue(byte) != nil else { return nil }
                if byte >= UInt8(ascii: "a") { lower = true } else if byte >= UInt8(ascii: "A") { upper = true }
                if byte != UInt8(ascii: "0") { isNil = false }
            }
        }
        letters = lower && upper ? .mixed : lower ? .lower : upper ? .upper : .none
        self.isNil = isNil
    }
}
