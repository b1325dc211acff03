/// A scanner of JSON, fed byte by byte, that hashes the value of the outermost object's member `sub`.
///
/// ```
/// {"iss":"brokerx","sub":"17","exp":1}
///  depth 1: a string before a colon is a name; after `sub` the value's bytes are hashed up to its end
/// ```
/// A string's bytes are taken as written, a number's digits likewise, so that 17 and "17" are one subject.
struct SubjectScan {
    /// Set once, when the value has ended.
    private(set) var subject: KeyHash?
    private var hash: KeyHash
    private var depth = 0
    private var mode = Mode.outside
    /// How many bytes of `sub` the present name has matched; -1 when it is another name.
    private var matched = -1
    private var isEscaped = false
    private var expectsName = false
    private var hasBytes = false

    private enum Mode {
        /// Between tokens.
        case outside
        /// In a string of no interest, or in a name.
        case string
        /// After the name `sub`: the colon and white space.
        case beforeValue
        case stringValue, bareValue
    }

    init(_ seed: KeyHash) { hash = seed }

    mutating func take(_ byte: UInt8) {
        switch mode {
        case .outside: takeOutside(byte)
        case .string: takeInString(byte)
        case .beforeValue: takeBeforeValue(byte)
        case .stringValue: takeInStringValue(byte)
        case .bareValue: takeInBareValue(byte)
        }
    }

    private mutating func takeOutside(_ byte: UInt8) {
        switch byte {
        case ASCII.quote:
            mode = .string
            matched = depth == 1 && expectsName ? 0 : -1
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            depth += 1
            expectsName = byte == UInt8(ascii: "{")
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            depth -= 1
        case ASCII.comma:
            expectsName = true
        case ASCII.colon:
            expectsName = false
        default: break
        }
    }

    private mutating func takeInString(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == ASCII.backslash {
            isEscaped = true
            matched = -1
        } else if byte == ASCII.quote {
            mode = matched == 3 ? .beforeValue : .outside
        } else if matched >= 0 {
            matched = Self.continues(matched, byte) ? matched + 1 : -1
        }
    }

    /// Whether `byte` follows the first `matched` bytes of `sub`.
    private static func continues(_ matched: Int, _ byte: UInt8) -> Bool {
        switch matched {
        case 0: byte == UInt8(ascii: "s")
        case 1: byte == UInt8(ascii: "u")
        case 2: byte == UInt8(ascii: "b")
        default: false
        }
    }

    private mutating func takeBeforeValue(_ byte: UInt8) {
        switch byte {
        case ASCII.colon, ASCII.space, ASCII.tab, 0x0a, 0x0d: break
        case ASCII.quote: mode = .stringValue
        case ASCII.hyphen, 0x30...0x39:
            mode = .bareValue
            takeInBareValue(byte)
        default:
            // An object, an array, null or a boolean is no subject; a later member of that name may be.
            mode = .outside
            takeOutside(byte)
        }
    }

    private mutating func takeInStringValue(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == ASCII.backslash {
            isEscaped = true
        } else if byte == ASCII.quote {
            finish()
            return
        }
        hash.combine(byte)
        hasBytes = true
    }

    private mutating func takeInBareValue(_ byte: UInt8) {
        switch byte {
        case ASCII.comma, UInt8(ascii: "}"), ASCII.space, 0x0a, 0x0d, ASCII.tab: finish()
        default:
            hash.combine(byte)
            hasBytes = true
        }
    }

    /// An empty subject is none.
    private mutating func finish() {
        if hasBytes { subject = hash }
        mode = .outside
    }
}
