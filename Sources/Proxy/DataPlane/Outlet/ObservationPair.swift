package import Parity
package import Routing

/// What two targets answered to one request, on its way to the comparator.
package struct ObservationPair: Sendable {
    /// The table that the exchange was decided under; the positions are positions in it.
    package let table: RouteTable
    package let route: RouteIndex
    /// Who answered the client, and who answered the copy. One of both is the monolith's side.
    package let primaryTarget: TargetIndex
    package let shadowTarget: TargetIndex
    package let primary: Observation
    package let shadow: Observation
    /// When the exchange began, in nanoseconds since 1970-01-01T00:00:00Z.
    package let startedAt: UInt64
    package let text: ExchangeText
    /// For asking again; nil where nothing of the request was kept.
    package let request: CapturedRequest?

    /// Bytes held, for the bound of the queue.
    var byteCount: Int { primary.body.count + shadow.body.count + (request?.byteCount ?? 0) + 1_024 }
}
