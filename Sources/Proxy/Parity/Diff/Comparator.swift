/// Compares what two targets answered to one request.
package enum Comparator {
    /// Step 9 of the life of a request: two observations -> comparison -> verdict.
    ///
    /// Never traps, whatever the bodies hold; bounded in time by the size of the bodies and in space by
    /// ``differenceLimit``.
    package static func compare(
        monolith: Observation, service: Observation, rules: ComparisonRules
    ) -> Comparison {
        if let reason = unknown(monolith: monolith, service: service) {
            return Comparison(verdict: .unknown(reason))
        }
        return Comparison(verdict: monolith.body == service.body ? .match : .mismatch)
    }

    /// At most this many differences of one exchange are listed.
    package static let differenceLimit = 32

    private static func unknown(monolith: Observation, service: Observation) -> UnknownReason? {
        switch monolith.status {
        case 304, 206, 412, 416: return .conditional
        default: break
        }
        if monolith.contentEncoding != nil || service.contentEncoding != nil { return .encoded }
        if monolith.isCut || service.isCut { return .size }
        return nil
    }
}
