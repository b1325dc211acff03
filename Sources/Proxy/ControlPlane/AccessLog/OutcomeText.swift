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

    private let format: AccessLogFormat
    private var known: [(key: Key, bytes: [UInt8])] = []

    init(_ format: AccessLogFormat) {
        self.format = format
    }

    /// The bytes of the part for `record`: from the route to the outcome of the shadow.
    mutating func bytes(of record: ExchangeRecord) -> [UInt8] {
        let key = Key(record)
        for index in known.indices where known[index].key == key { return known[index].bytes }
        if known.count == Self.most { known.removeAll(keepingCapacity: true) }
        let bytes = written(record)
        known.append((key, bytes))
        return bytes
    }

    private func written(_ record: ExchangeRecord) -> [UInt8] {
        var fields = [("route", record.routeID), ("target", record.targetName)]
        if format == .json { fields.append(("instance", record.instance)) }
        fields += [
            ("reason", record.reason?.rawValue), ("fallback", record.fallback.map(\.label)),
            ("failure", record.failureLabel), ("shadow", record.shadow.map(\.label)),
        ]
        return fields.flatMap { name, value in
            switch format {
            case .json: Array(",\"\(name)\":".utf8) + (value.map { quote + harmless($0) + quote } ?? Array("null".utf8))
            case .common: Array(" \(name)=".utf8) + harmless(value ?? "-")
            }
        }
    }

    private var quote: [UInt8] { [UInt8(ascii: "\"")] }

    private func harmless(_ name: String) -> [UInt8] {
        var bytes: [UInt8] = []
        let name = Array(name.utf8)[...]
        bytes.append(addingCapacity: name.count * OutputSpan<UInt8>.Escape.growth) { $0.append(escaping: name, .json) }
        return bytes
    }
}

extension ExchangeRecord {
    /// The most exact word for what stopped the exchange.
    var failureLabel: String? { refusal?.rawValue ?? failure.map(\.label) }

    var routeID: String? { route.map(table.id(of:)) }
    var targetName: String? { target.map(table.name(of:)) }
}
