/// One value of an answer as a comparison sees it: what it says, not how it is escaped. Raw: it never leaves the process.
package struct LeafValue: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case null, bool, number, string
        /// A container as a whole: where only one side has it, where the types differ, for `order` and `length`.
        case array, object
        /// Bytes without JSON's types: a status, a header field, a body that is no JSON.
        case text
    }

    package var kind: Kind
    /// A string without quotes and escapes, a number as written, a container as JSON text as written.
    package var text: [UInt8]

    package init(kind: Kind, text: [UInt8]) {
        self.kind = kind
        self.text = text
    }
}

/// A value with its place.
package struct Leaf: Sendable, Hashable {
    package var path: DifferencePath
    package var value: LeafValue

    package init(path: DifferencePath, value: LeafValue) {
        self.path = path
        self.value = value
    }
}

/// The two values at one place, after elements of arrays were aligned and renamed members paired.
package struct LeafPair: Sendable, Hashable {
    /// Which pattern of the ``LeafSelector`` chose it.
    package var pattern: Int
    /// In the monolith's terms: its names, its indices.
    package var path: DifferencePath
    /// nil where the side has nothing at this place.
    package var monolith: LeafValue?
    package var service: LeafValue?

    package init(pattern: Int, path: DifferencePath, monolith: LeafValue?, service: LeafValue?) {
        self.pattern = pattern
        self.path = path
        self.monolith = monolith
        self.service = service
    }
}
