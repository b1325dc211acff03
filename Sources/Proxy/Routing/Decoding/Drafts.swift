/// A group as a file declares it, before its routes are known.
struct GroupDraft {
    let id: String
    let location: SourceLocation
    let flip: FlipDraft
    let owner: TargetIndex
    /// Where `owner` is written, if it is.
    let ownerLocation: SourceLocation?
    let data: DataMode
    let feedPath: String?
}

/// What groups and routes without a group say about flips.
struct FlipDraft {
    var status = RouteStatus(.monolith)
    /// Where the state is written, if it is.
    var location: SourceLocation?
    var keys: [CanaryKey]
}

/// A route as a file declares it, before groups are looked up.
struct RouteDraft {
    let id: String
    let location: SourceLocation
    let domain: String?
    let pattern: RoutePattern
    let group: (id: String, location: SourceLocation)?
    let flip: FlipDraft
    let effect: Effect
    let idempotency: Idempotency
    let candidate: TargetIndex?
    let fixedAnswer: UInt16?
    let shadowWrites: ShadowWrites
    let fallback: Fallback
    let timeouts: Timeouts
    let limits: MessageLimits
    let parity: ParityRules
    let gates: Gates
}
