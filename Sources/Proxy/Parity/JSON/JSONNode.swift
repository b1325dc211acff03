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
    /// A string with a `\` in it, so that its bytes are not its text.
    var isEscaped = false
    /// A rule takes this value, and all it contains, out of the comparison.
    var isIgnored = false

    var range: Range<Int> { Int(start)..<Int(end) }
}
