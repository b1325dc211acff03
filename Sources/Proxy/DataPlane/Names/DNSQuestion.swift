/// The kinds of records that a lookup is about (RFC 1035 section 3.2.2, RFC 3596 section 2.1).
enum DNSType: UInt16, Sendable {
    case a = 1
    case cname = 5
    case aaaa = 28
}

/// A domain name as messages carry it: labels in lower case, each after its length; the empty one at the end is left out.
struct DNSName: Hashable, Sendable {
    fileprivate(set) var octets: [UInt8] = []

    fileprivate init() {}

    /// nil where `text` is no name: an empty or too long label, or more than 255 octets in all (RFC 1035 section 2.3.4).
    init?(_ text: some StringProtocol) {
        let text = text.hasSuffix(".") ? text.dropLast() : text[...]
        for label in text.split(separator: ".", omittingEmptySubsequences: false) {
            guard append(label: Array(label.utf8)) else { return nil }
        }
    }

    /// The longest name is 255 octets, of which one is the end.
    fileprivate mutating func append(label: [UInt8]) -> Bool {
        guard 1...63 ~= label.count, octets.count + label.count + 2 <= 255 else { return false }
        octets.append(UInt8(label.count))
        for octet in label {
            let isCapital = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= octet
            octets.append(isCapital ? octet + 0x20 : octet)
        }
        return true
    }
}

/// One question to a name server (RFC 1035 section 4.1).
struct DNSQuestion: Sendable {
    /// By which the answer is known; nobody who cannot see the question may guess it.
    let id: UInt16
    let name: DNSName
    let type: DNSType

    static let classInternet: UInt16 = 1

    /// The message: recursion desired, one question, nothing else.
    var message: [UInt8] {
        var bytes: [UInt8] = []
        for word in [id, 0x0100, 1, 0, 0, 0] { bytes.append(word) }
        bytes += name.octets + [0]
        bytes.append(type.rawValue)
        bytes.append(Self.classInternet)
        return bytes
    }
}

/// Reads the parts of a message one after the other; nil as soon as one is not there.
struct DNSReader {
    let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func word() -> UInt16? {
        guard let octets = octets(2) else { return nil }
        return octets.reduce(0) { $0 << 8 | UInt16($1) }
    }

    mutating func octets(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= bytes.count - position else { return nil }
        defer { position += count }
        return bytes[position..<(position + count)]
    }

    /// A name, which may end with a pointer to an earlier one (RFC 1035 section 4.1.4).
    mutating func name() -> DNSName? {
        var name = DNSName()
        var place = position
        // Where the name ends here, once a pointer has led elsewhere.
        var end: Int?
        // A pointer leads further back each time, so that no circle holds us.
        var earliest = position
        while place < bytes.count {
            let length = Int(bytes[place])
            switch length & 0xC0 {
            case 0x00:
                guard place + 1 + length <= bytes.count else { return nil }
                if length == 0 {
                    position = end ?? place + 1
                    return name
                }
                guard name.append(label: Array(bytes[(place + 1)..<(place + 1 + length)])) else { return nil }
                place += 1 + length
            case 0xC0:
                guard place + 1 < bytes.count else { return nil }
                end = end ?? place + 2
                let target = (length & 0x3F) << 8 | Int(bytes[place + 1])
                guard target < earliest else { return nil }
                earliest = target
                place = target
            default: return nil
            }
        }
        return nil
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ word: UInt16) {
        append(UInt8(word >> 8))
        append(UInt8(truncatingIfNeeded: word))
    }
}
