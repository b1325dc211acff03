import DataPlane
import Foundation
import Parity
import Routing

/// Both answers to one request, and the route that they belong to.
struct ComparedExchange: Sendable {
    var route: Route
    var monolith: Observation
    var service: Observation
    /// Who answered the client.
    var primary: Parity.Comparator.Side
    var requestID: String
    /// When the exchange began.
    var time: Date
}

extension ComparedExchange {
    /// A pair as it comes from the data plane.
    init(_ pair: ObservationPair) {
        let isMonolithPrimary = pair.primaryTarget == pair.table.definition.monolith
        self.init(
            route: pair.table.routes[Int(pair.route.value)],
            monolith: isMonolithPrimary ? pair.primary : pair.shadow,
            service: isMonolithPrimary ? pair.shadow : pair.primary,
            primary: isMonolithPrimary ? .monolith : .service,
            requestID: String(decoding: pair.text.requestID, as: UTF8.self),
            time: Date(timeIntervalSince1970: Double(pair.startedAt) / 1_000_000_000))
    }
}
