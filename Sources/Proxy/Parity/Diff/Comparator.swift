/// Compares what two targets answered to one request: step 9 of the life of a request.
///
/// ```
/// status -> headers, trailers -> content coding -> charset -> format -> documents -> JSONDiff
///                                                                   \-> text or bytes
/// ```
/// Nothing that an answer holds may trap. Time is bounded by n log n of the bodies' size, which `max_body` bounds, and
/// space by the context's limit.
package enum Comparator {
    /// At most this many differences of one exchange are listed, unless the context says otherwise.
    package static let differenceLimit = 32

    /// One of the two that are compared.
    package enum Side: Sendable {
        case monolith, service
    }

    /// - Parameter primary: who answered the client. The other side was asked without the request's conditions.
    package static func compare(
        monolith: Observation, service: Observation, rules: ComparisonRules, primary: Side = .monolith
    ) -> Comparison {
        var context = ComparisonContext(rules)
        context.primary = primary
        return compare(monolith: monolith, service: service, context: context)
    }

    /// Compares under all that is known: rules, identity, what the monolith said about itself.
    package static func compare(
        monolith: Observation, service: Observation, context: ComparisonContext
    ) -> Comparison {
        var pass = ComparisonPass(context)
        pass.run(monolith, service)
        return pass.comparison
    }

    /// The differences with their values as they are, up to the context's limit: for asking what one side disagrees
    /// with itself about. Nothing of it may be stored.
    package static func differences(
        monolith: Observation, service: Observation, context: ComparisonContext
    ) -> [RawDifference] {
        var pass = ComparisonPass(context)
        pass.keepsRaw = true
        pass.run(monolith, service)
        return pass.raw
    }

    /// The values at the places that a selector names, paired as the comparison pairs them; equal ones too. None where the
    /// bodies are no JSON on both sides.
    package static func pairs(
        monolith: Observation, service: Observation, selecting selector: LeafSelector, context: ComparisonContext
    ) -> [LeafPair] {
        guard case .success(let left) = BodyReader.read(monolith), case .success(let right) = BodyReader.read(service)
        else { return [] }
        let documents = ReadBody.documents(left, right)
        guard var monolith = documents.0, var service = documents.1 else { return [] }
        var context = context
        context.rules = selector.rules
        monolith.mark(under: selector.rules, side: .monolith)
        service.mark(under: selector.rules, side: .service)
        var diff = JSONDiff(monolith: monolith, service: service, context: context, isCollecting: true)
        diff.run()
        return diff.pairs
    }

    /// Every leaf of a JSON body with its place, in the order written; none of a body that is no JSON.
    package static func leaves(of observation: Observation, limit: Int = 10_000) -> [Leaf] {
        guard case .success(let body) = BodyReader.read(observation), let document = body.document(preferring: .json)
        else { return [] }
        return document.allLeaves(limit: limit)
    }
}
