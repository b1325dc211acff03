/// What a comparison says about one exchange.
package enum Verdict: Sendable, Hashable {
    /// The answers agree.
    case match
    /// The answers differ.
    case mismatch
    /// They differ only where the monolith differs from itself.
    case noise
    /// The answers could not be compared.
    case unknown(UnknownReason)

    /// `match`, `mismatch`, `noise` or `unknown`.
    package var name: String {
        switch self {
        case .match: "match"
        case .mismatch: "mismatch"
        case .noise: "noise"
        case .unknown: "unknown"
        }
    }
}

/// Why two answers could not be compared. Each is caused by the content, so it is behaviour not covered.
package enum UnknownReason: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
    /// A body was cut at the route's `max_body`.
    case size
    /// A body has a content coding that is not decoded.
    case encoded
    /// The primary answered a conditional or range request (304, 206, 412 or 416), which the shadow leg does not send.
    case conditional
    /// The answers differ, and the monolith could not be asked whether it agrees with itself.
    case unrepeated
    /// The answers agree, but one side did not say what the write changes; or they differ, and the dry run is not sure
    /// to have seen the rows of its primary.
    case effects
    /// The answers differ, and the copy was sent with an id that by now is known to be another one on the other side.
    case unmappedID = "unmapped_id"
}
