/// A text as literals with times, UUIDs and addresses between them.
struct TextSegments {
    enum Part {
        case literal([UInt8])
        case time(WrittenTime)
        case uuid(WrittenUUID)
        /// Of version 4 of the internet protocol.
        case address([UInt8])

        var literal: [UInt8]? { if case .literal(let text) = self { text } else { nil } }
        var time: WrittenTime? { if case .time(let time) = self { time } else { nil } }
        var uuid: WrittenUUID? { if case .uuid(let uuid) = self { uuid } else { nil } }
        var address: [UInt8]? { if case .address(let text) = self { text } else { nil } }
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
            } else if let length = Self.addressLength(text[position...]) {
                literal(text[start..<position])
                add(.address(Array(text[position..<position + length])), "address")
                position += length
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

    /// Where exactly one day and one time of day stand in the text: the moment that they say.
    var moment: Double? {
        let times = parts.compactMap(\.time)
        guard times.count == 2, let day = times.first(where: \.isDay), let clock = times.first(where: \.isClock) else {
            return nil
        }
        return day.seconds + clock.seconds
    }

    /// A time of day and nothing else.
    var isClock: Bool {
        parts.count { $0.time?.isClock ?? false } == 1
            && parts.allSatisfy { $0.time != nil || $0.literal?.isEmpty ?? false }
    }

    /// Its times and addresses may be numbers with marks between.
    var isByChance: Bool {
        parts.allSatisfy { part in
            switch part {
            case .literal, .address: true
            case .time(let time): time.isClock
            case .uuid: false
            }
        }
    }

    /// `10.0.3.17`; nil where a text begins with no address.
    private static func addressLength(_ text: ArraySlice<UInt8>) -> Int? {
        var length = 0
        var rest = text.prefix(16)
        for part in 0..<4 {
            let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            guard (1...3).contains(digits.count), digits.reduce(0, { $0 * 10 + Int($1 & 15) }) < 256 else { return nil }
            length += digits.count
            rest = rest.dropFirst(digits.count)
            guard part < 3 else { break }
            guard rest.popFirst() == UInt8(ascii: ".") else { return nil }
            length += 1
        }
        if let next = rest.first, isWord(next) || next == UInt8(ascii: ".") { return nil }
        return length
    }

    /// Of a word in any script: all beyond ASCII but Latin-1's and the common symbols, such as `–` and `€`.
    static func isLetter(_ text: [UInt8], at index: Int) -> Bool {
        guard text.indices.contains(index) else { return false }
        guard text[index] >= 0x80 else { return isWord(text[index]) }
        // Bytes that are no UTF-8 have no lead near by.
        let lead = text[max(0, index - 3)...index].last { $0 & 0xC0 != 0x80 }
        return lead != 0xC2 && lead != 0xE2
    }

    static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

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

    let text: [UInt8]
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
        self.text = Array(own)
        letters = lower && upper ? .mixed : lower ? .lower : upper ? .upper : .none
        self.isNil = isNil
    }
}
