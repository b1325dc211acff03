/// The type of a JSON value.
enum JSONKind: UInt8, Sendable {
    case null, bool, number, string, array, object
}

/// One value of a document, or the key in front of a member's value (then a string).
///
/// ```
/// {"id":7,"tags":["a"]}   object  key id  number  key tags  array  string
///          node            0       1       2       3         4      5
///          next            6       2       3       4         6      6
/// ```
struct JSONNode: Sendable {
    /// The bytes of the value: without the quotes for a string, with the brackets for a container.
    var start: UInt32
    var end: UInt32
    /// The node after this value and all it contains.
    var next: UInt32
    var kind: JSONKind
    private var flags: Flags = []
    /// Where the rules' automaton stands here; dead where no rule names this place or one below.
    var place = PlaceAutomaton.dead

    init(start: UInt32, end: UInt32, next: UInt32, kind: JSONKind, isEscaped: Bool = false) {
        self.start = start
        self.end = end
        self.next = next
        self.kind = kind
        self.isEscaped = isEscaped
    }

    var range: Range<Int> { Int(start)..<Int(end) }

    var isContainer: Bool { kind == .object || kind == .array }

    /// A string with a `\` in it, so that its bytes are not its text.
    var isEscaped: Bool {
        get { flags.contains(.escaped) }
        set { flags.set(.escaped, newValue) }
    }

    /// A rule takes this value, and all it contains, out of the comparison.
    var isIgnored: Bool {
        get { flags.contains(.ignored) }
        set { flags.set(.ignored, newValue) }
    }

    /// A rule compares only the shape of this value, and of all it contains.
    var isShaped: Bool {
        get { flags.contains(.shaped) }
        set { flags.set(.shaped, newValue) }
    }

    private struct Flags: OptionSet, Sendable {
        let rawValue: UInt8

        static let escaped = Flags(rawValue: 1)
        static let ignored = Flags(rawValue: 2)
        static let shaped = Flags(rawValue: 4)

        mutating func set(_ flag: Flags, _ isSet: Bool) {
            if isSet { insert(flag) } else { remove(flag) }
        }
    }
}
