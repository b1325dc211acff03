import DataPlane
import Parity
import Routing

/// The part of a line that is the same for most exchanges of a route, kept as it was written for the last ones.
struct OutcomeText {
    /// What the part is made of.
    private struct Key: Equatable {
        let revision: Int
        let route: RouteIndex?
        let target: TargetIndex?
        let instance: String?
        let reason: Decision.Reason?
        let fallback: Failure?
        let failure: ExchangeFailure?
        let refusal: Refusal?
        let shadow: ShadowOutcome?

        init(_ record: ExchangeRecord) {
            revision = record.table.revision
            route = record.route
            target = record.target
            instance = record.instance
            reason = record.reason
            fallback = record.fallback
            failure = record.failure
            refusal = record.refusal
            shadow = record.shadow
        }
    }

    private static let most = 32

    private var known: [(key: Key, bytes: [UInt8])] = []

    /// The bytes of the part for `record`, made by `write` where they are not known.
    mutating func bytes(of record: ExchangeRecord, _ write: () -> [UInt8]) -> [UInt8] {
        let key = Key(record)
        for index in known.indices where known[index].key == key { return known[index].bytes }
        if known.count == Self.most { known.removeAll(keepingCapacity: true) }
        let bytes = write()
        known.append((key, bytes))
        return bytes
    }
}
