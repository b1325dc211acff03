/// How two values that differ hang together: what tells an engineer the bug.
package enum Relation: String, Sendable, Hashable, Codable, CaseIterable {
    /// Equal but for upper and lower case.
    case letterCase = "case"
    /// Equal but for white space.
    case whiteSpace = "white_space"
    /// Numbers that agree when rounded or cut to the digits of the shorter one, or read into floating point.
    case rounding
    /// Whole numbers, or counts of the last digit written, that are one apart.
    case offByOne = "off_by_one"
    /// Numbers that are a usual factor apart: powers of ten, 60, 3600, 1024.
    case unit
    /// Equal but for the sign.
    case sign
    /// The same clock reading in another zone, or the same moment written in another.
    case timeZone = "time_zone"
    /// The same moment in another notation or precision.
    case timeFormat = "time_format"
    /// One begins the other, or is it with something put before: `ORD-17` and `17`.
    case prefix
    /// `null` on one side, nothing on the other.
    case nullAgainstAbsent = "null_against_absent"
    /// An empty string, array or object against `null` or nothing.
    case emptyAgainstNull = "empty_against_null"
    /// The same digits as a number and as a string.
    case stringAgainstNumber = "string_against_number"
    /// The same truth value in another type: `true`, `"true"`, `1`.
    case booleanFormat = "boolean_format"
    /// One is the other escaped once more: `&amp;amp;`, `%2520`, `\\n`, JSON in a string, UTF-8 read as Latin-1.
    case encodingTwice = "encoding_twice"
    /// The same number written in another way: `1` and `1.0`, `1e2` and `100`.
    case numberFormat = "number_format"
    /// Canonically equivalent Unicode text in another normalisation form.
    case normalizationForm = "normalization_form"
    /// The same URL under another scheme, host or port.
    case urlBase = "url_base"
    /// The same parts of a list in a text, in another order.
    case order
    /// Ids that are not names of one thing; each value says what it is known as, and since which request.
    case identity
}
