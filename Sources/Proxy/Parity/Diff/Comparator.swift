/// Compares what two targets answered to one request: step 9 of the life of a request.
///
/// Nothing that a body holds may trap. Time is bounded by n log n of the bodies' size, which `max_body` bounds, and
/// space by ``differenceLimit``.
package enum Comparator {
    /// At most this many differences of one exchange are listed.
    package static let differenceLimit = 32

    /// - Parameter primary: who answered the client. The other side was asked without the request's conditions.
    package static func compare(
        monolith: Observation, service: Observation, rules: ComparisonRules, primary: Side = .monolith
    ) -> Comparison {
        if let reason = unknown(monolith: monolith, service: service, primary: primary) {
            return Comparison(verdict: .unknown(reason))
        }
        var comparison = Comparison(verdict: .match)
        if monolith.status != service.status {
            comparison.differences.append(
                Difference(
                    path: .status, kind: .status, monolith: String(monolith.status), service: String(service.status)))
        }
        // An answer of another status class has another body by its nature: to list that as well would hide the cause.
        if monolith.status / 100 == service.status / 100 {
            let headers = HeaderDiff(redaction: rules.redaction)
            comparison.differences += headers.differences(monolith: monolith, service: service, names: rules.headers)
            compareBodies(monolith, service, rules, &comparison)
        }
        if !comparison.differences.isEmpty { comparison.verdict = .mismatch }
        return comparison
    }

    /// Compares under all that is known: rules, identity, what the monolith said about itself.
    package static func compare(
        monolith: Observation, service: Observation, context: ComparisonContext
    ) -> Comparison {
        compare(monolith: monolith, service: service, rules: context.rules, primary: context.primary)
    }

    /// The differences with their values as they are, up to the context's limit: for asking what one side disagrees
    /// with itself about. Nothing of it may be stored.
    package static func differences(
        monolith: Observation, service: Observation, context: ComparisonContext
    ) -> [RawDifference] { [] }

    /// The values at the places that a selector names, paired as the comparison pairs them; equal ones too.
    package static func pairs(
        monolith: Observation, service: Observation, selecting: LeafSelector, context: ComparisonContext
    ) -> [LeafPair] { [] }

    /// Every leaf of a JSON body with its place, in the order written; none of a body that is no JSON.
    package static func leaves(of observation: Observation, limit: Int = 10_000) -> [Leaf] { [] }

    /// One of the two that are compared.
    package enum Side: Sendable {
        case monolith, service
    }

    private static func unknown(monolith: Observation, service: Observation, primary: Side) -> UnknownReason? {
        switch primary == .monolith ? monolith.status : service.status {
        case 304, 206, 412, 416: return .conditional
        default: break
        }
        if monolith.contentEncoding != nil || service.contentEncoding != nil { return .encoded }
        if monolith.isCut || service.isCut { return .size }
        return nil
    }

    private static func compareBodies(
        _ monolith: Observation, _ service: Observation, _ rules: ComparisonRules, _ comparison: inout Comparison
    ) {
        let isEqual = ByteEquality.equal(monolith.body, service.body)
        if isEqual && rules.ignored == nil { return }
        switch (BodyFormat(of: monolith), BodyFormat(of: service)) {
        case (.json, .json):
            compareJSON(monolith.body, service.body, isEqual, rules, &comparison)
        default:
            if !isEqual { compareBytes(monolith.body, service.body, .value, rules, &comparison) }
        }
    }

    private static func compareJSON(
        _ left: [UInt8], _ right: [UInt8], _ isEqual: Bool, _ rules: ComparisonRules, _ comparison: inout Comparison
    ) {
        let monolith = read(left, rules)
        if let monolith { comparison.coverage = monolith.coverage }
        if isEqual { return }
        switch (monolith?.document, read(right, rules)?.document) {
        case (let monolith?, let service?):
            var diff = JSONDiff(monolith: monolith, service: service, redaction: rules.redaction)
            diff.run()
            comparison.differences += diff.differences
            comparison.isShortened = diff.isShortened
        case (nil, nil):
            compareBytes(left, right, .value, rules, &comparison)
        default:
            // Only one side can be read as JSON, or is empty: a difference of type, shown where the bytes part.
            compareBytes(left, right, left.isEmpty ? .extra : right.isEmpty ? .missing : .type, rules, &comparison)
        }
    }

    /// The document with the ignored places marked; nil when the text is not JSON.
    private static func read(_ body: [UInt8], _ rules: ComparisonRules) -> (document: JSONDocument, coverage: Coverage)?
    {
        guard var document = try? JSONDocument(body) else { return nil }
        let coverage = rules.ignored?.mark(&document) ?? Coverage()
        return (document, coverage)
    }

    private static func compareBytes(
        _ left: [UInt8], _ right: [UInt8], _ kind: DifferenceClass, _ rules: ComparisonRules,
        _ comparison: inout Comparison
    ) {
        let offset = ByteEquality.firstDifference(left, right)
        comparison.differences.append(
            Difference(
                path: .body(JSONPointer()), kind: kind,
                monolith: kind == .extra ? nil : rules.redaction.excerpt(of: left, around: offset),
                service: kind == .missing ? nil : rules.redaction.excerpt(of: right, around: offset)))
    }
}
