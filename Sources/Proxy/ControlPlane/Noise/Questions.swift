import DataPlane
import NIOCore
import Parity
import Routing

/// Whom to ask what about an exchange that has been compared. Holds the client's credentials: it lives until the
/// exchange is judged, and goes nowhere else.
struct Questions: Sendable {
    var monolith: Target
    var service: Target
    /// The request as the monolith got it; nil for a write, and where the body was not kept.
    var toMonolith: @Sendable () -> RequestMessage?
    var toService: @Sendable () -> RequestMessage?
    /// The head of the request, whatever it was.
    var head: @Sendable () -> RequestMessage?
    /// Path and query as each side got them.
    var targets: @Sendable () -> (monolith: String, service: String)? = { nil }
    /// All of the request as who answered the client got it; nil where its body was not kept.
    var original: @Sendable () -> RequestMessage? = { nil }
    /// The request as an example of a difference keeps it.
    var example: @Sendable () -> ExampleRequest? = { nil }
    /// Whether the request can be sent again.
    var isRepeatable: Bool
}

extension Questions {
    init(_ pair: ObservationPair, _ request: CapturedRequest) {
        let isMonolithPrimary = pair.primaryTarget == pair.table.definition.monolith
        let first = pair.table.targets[Int(pair.primaryTarget.value)]
        let second = pair.table.targets[Int(pair.shadowTarget.value)]
        self.init(
            monolith: isMonolithPrimary ? first : second, service: isMonolithPrimary ? second : first,
            toMonolith: { request.repetition(ofShadow: !isMonolithPrimary) },
            toService: { request.repetition(ofShadow: isMonolithPrimary) },
            head: { request.question }, targets: { request.targets(isMonolithPrimary) },
            original: { request.original },
            example: { ExampleRequest(request, isMonolithPrimary: isMonolithPrimary) },
            isRepeatable: request.isRepeatable)
    }
}

/// An exchange that waits for further answers, and what is known of it so far.
struct OpenExchange: Sendable {
    var exchange: ComparedExchange
    var comparison: Comparison
    var context: ComparisonContext
    var questions: Questions
    /// It belongs to the uniform sample that is asked twice whatever it says.
    var isSampled: Bool
    /// Since when it waits, in seconds.
    var since: Double

    /// Bytes held, for the bound on all that waits.
    var byteCount: Int { exchange.monolith.body.count + exchange.service.body.count + 4_096 }
}

extension CapturedRequest {
    fileprivate func targets(_ isMonolithPrimary: Bool) -> (monolith: String, service: String)? {
        guard let first = question?.target, let second = shadowQuestion?.target else { return nil }
        return isMonolithPrimary ? (first, second) : (second, first)
    }
}

extension ExampleRequest {
    fileprivate init?(_ request: CapturedRequest, isMonolithPrimary: Bool) {
        guard let toMonolith = isMonolithPrimary ? request.question : request.shadowQuestion else { return nil }
        let toService = isMonolithPrimary ? request.shadowQuestion : request.question
        self.init(
            method: toMonolith.method, target: toMonolith.target, serviceTarget: toService?.target,
            fields: toMonolith.fields,
            body: request.original.map { Array($0.body.readableBytesView) })
    }
}
