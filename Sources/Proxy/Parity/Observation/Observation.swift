/// What one target answered: immutable bytes and facts, taken off the event loop that read them.
///
/// The data plane keeps only what a comparison can use: the status, the fields that the route's rules list (and
/// `Content-Type`, which decides how a body is read), and the body up to the route's `max_body`.
package struct Observation: Sendable, Equatable {
    /// Status code as received, 100...999.
    package var status: UInt16

    /// The listed fields in the order received; a name that occurs twice is two entries.
    package var headers: [HeaderField]

    /// The fields of the trailer section that are compared (``TrailerField``), in the order received.
    package var trailers: [HeaderField] = []

    /// `Content-Type` as received, or nil when the answer had none.
    package var contentType: [UInt8]?

    /// `Content-Encoding` as received when there was one other than `identity`; `gzip` and
    /// `deflate` are decoded for the comparison.
    package var contentEncoding: [UInt8]?

    /// The body without its framing; at most the route's `max_body` bytes.
    package var body: [UInt8]

    /// The answer was longer than `max_body` and `body` is only its beginning.
    package var isCut: Bool

    /// `Ficus-Build` as received; nil when the answer did not say, which leaves the epoch as it is.
    package var build: String?

    /// `Ficus-Position` as received.
    package var position: String?

    /// What a write would change, by table, as JSON: `Ficus-Changes` of a dry run, or what the monolith tells.
    package var changes: [UInt8]?

    /// A dry run says `unsure` before its changes, or alone, where it may have seen other rows than its primary.
    package var isUnsureOfChanges: Bool { changes?.starts(with: "unsure".utf8) == true }

    /// The changes themselves; nil when none are told.
    package var toldChanges: [UInt8]? {
        guard isUnsureOfChanges, let changes else { return changes }
        let told = changes.dropFirst("unsure".utf8.count).drop { $0 == UInt8(ascii: " ") }
        return told.isEmpty ? nil : Array(told)
    }

    /// Nanoseconds from the first byte of the request written to the head of the answer.
    package var firstByteNanoseconds: UInt64

    /// Nanoseconds from the first byte of the request written to the end of the answer.
    package var totalNanoseconds: UInt64

    package init(
        status: UInt16,
        headers: [HeaderField] = [],
        contentType: [UInt8]? = nil,
        contentEncoding: [UInt8]? = nil,
        body: [UInt8] = [],
        isCut: Bool = false,
        build: String? = nil,
        position: String? = nil,
        firstByteNanoseconds: UInt64 = 0,
        totalNanoseconds: UInt64 = 0
    ) {
        self.status = status
        self.headers = headers
        self.contentType = contentType
        self.contentEncoding = contentEncoding
        self.body = body
        self.isCut = isCut
        self.build = build
        self.position = position
        self.firstByteNanoseconds = firstByteNanoseconds
        self.totalNanoseconds = totalNanoseconds
    }
}

/// One field line of an answer.
package struct HeaderField: Sendable, Equatable {
    /// Lower case, so that the case of a name never makes a difference.
    package var name: String

    /// Without leading and trailing white space.
    package var value: [UInt8]

    package init(name: String, value: [UInt8]) {
        self.name = name
        self.value = value
    }
}
