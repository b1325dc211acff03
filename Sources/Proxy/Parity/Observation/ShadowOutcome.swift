/// How the shadow leg of an exchange ended. Every shadow ends in exactly one of these, and each is counted.
package enum ShadowOutcome: Sendable, Hashable {
    /// Both answers are there and go to the comparator.
    case compared
    /// The leg was not sent, or its answer not kept.
    case skipped(SkipReason)
    /// The leg was sent, or should have been, and did not give an answer. Counts as a mismatch.
    case failed(FailureKind)
}

/// Why an exchange of a shadowed route was not compared although it was sampled.
package enum SkipReason: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
    /// The byte budget of the process for shadow copies was spent.
    case budget
    /// The shadow target had as many shadow exchanges open as it may have.
    case concurrency
    /// The queue in front of the comparator was full.
    case comparatorBusy = "comparator_busy"
    /// The primary leg gave no complete answer of a target to compare with.
    case primaryFailed = "primary_failed"
    /// The request's body is over the route's limit.
    case size
    /// The request has an id, where the route table says that one stands, whose name on the other side is not known.
    case unmappedID = "unmapped_id"
    /// The route's answers differ too often for the budget of questions about noise; chosen before it was compared.
    case noiseBudget = "noise_budget"

    /// A skip that the content causes is behaviour that the evidence does not cover; any other only lowers the
    /// compared share.
    package var isCausedByContent: Bool {
        switch self {
        case .size, .unmappedID: true
        case .budget, .concurrency, .comparatorBusy, .primaryFailed, .noiseBudget: false
        }
    }
}

/// How a shadow leg failed.
package enum FailureKind: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
    /// The target could not be connected to.
    case connect
    /// No instance is healthy, or the breaker is open.
    case unavailable
    /// No answer in the time that the route allows.
    case timeout
    /// The connection ended before the answer did.
    case reset
    /// What was received is not HTTP.
    case malformed
}
