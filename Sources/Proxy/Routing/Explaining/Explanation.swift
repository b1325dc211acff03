/// Why a request goes where it goes: what the production matcher saw on its way.
package struct Explanation: Sendable {
    /// The request in the form that was matched.
    package let request: PlainRequest
    /// What the table decides; the shadow as if the request were sampled.
    package let decision: Decision
    /// The route that won, or nil.
    package let winner: Route?
    /// Routes that came near and lost, the nearest first.
    package let losers: [Loser]
    /// In canary, where the request's key came from and whether it falls into the share.
    package let canary: CanaryFinding?

    /// A route that did not get the request.
    package struct Loser: Sendable {
        package let route: Route
        package let reason: LossReason
    }

    /// Why a route lost.
    package enum LossReason: Hashable, Sendable, CustomStringConvertible {
        /// It accepts the request, but another one is more specific.
        case lessSpecific(than: String)
        case method(expected: String)
        case host(expected: String, found: String)
        case header(name: String, expected: String?, found: String?)
        case query(name: String, expected: String?)
        /// The first segment (counted from 1) that does not fit.
        case segment(Int, expected: String, found: String)
        case tooShort(expected: String)
        case tooLong(found: String)

        package var description: String {
            switch self {
            case .lessSpecific(let winner): "it matches too, but \(winner) is more specific"
            case .method(let expected): "the method is not \(expected)"
            case .host(let expected, let found): "the host is not \(expected) but \(found.isEmpty ? "missing" : found)"
            case .header(let name, let expected?, let found):
                "the header \(name) is not \(expected) but \(found ?? "missing")"
            case .header(let name, nil, _): "the header \(name) is missing"
            case .query(let name, let expected?): "the query parameter \(name) is not \(expected)"
            case .query(let name, nil): "the query parameter \(name) is missing"
            case .segment(let number, let expected, let found): "segment \(number) is \(found), not \(expected)"
            case .tooShort(let expected): "the path ends before \(expected)"
            case .tooLong(let found): "the path goes on with \(found)"
            }
        }
    }
}

/// What a canary makes of a request's key.
package struct CanaryFinding: Hashable, Sendable {
    /// The first declared key that the request has; nil: none, so the owner answers.
    package let key: CanaryKey?
    package let isInShare: Bool
    package let share: Share
}
