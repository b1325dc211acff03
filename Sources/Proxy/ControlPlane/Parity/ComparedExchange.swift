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
    var effect = Effect.read
    /// The copy of a write was rolled back; what it made has no name that lasts.
    var isRehearsal = true
    /// What of the request is behaviour of its own; nil when nothing of it is known.
    var facts: ExchangeFacts?
    /// For asking again; nil when nobody can be asked.
    var questions: Questions?
    /// Where the sides stand when it is not where the table says.
    var addresses: (monolith: String, service: String)?
    /// The table that it was decided under; nil for exchanges that did not come from the data plane.
    var table: RouteTable?
}

extension ComparedExchange {
    /// Where a side believes to stand, as its links begin.
    func bases(_ side: Side) -> [String] {
        if let addresses { return [side == .monolith ? addresses.monolith : addresses.service] }
        guard let table else { return [] }
        let target: TargetIndex? =
            switch side {
            case .monolith: table.definition.monolith
            case .candidate: route.candidate
            }
        return target.map { table.targets[Int($0.value)].instances.map { "http://\($0)" } } ?? []
    }

    enum Side { case monolith, candidate }
}

extension ComparedExchange {
    /// A pair as it comes from the data plane.
    ///
    /// - Parameter seed: a secret for the hashes that clients are counted by.
    init(_ pair: ObservationPair, seed: String) {
        let isMonolithPrimary = pair.primaryTarget == pair.table.definition.monolith
        let route = pair.table.routes[Int(pair.route.value)]
        self.init(
            route: route,
            monolith: isMonolithPrimary ? pair.primary : pair.shadow,
            service: isMonolithPrimary ? pair.shadow : pair.primary,
            primary: isMonolithPrimary ? .monolith : .service,
            requestID: String(decoding: pair.text.requestID, as: UTF8.self),
            time: Date(timeIntervalSince1970: Double(pair.startedAt) / 1_000_000_000))
        let method = Array(pair.text.method)
        effect = route.effect(of: Routing.Method(method.span))
        table = pair.table
        guard let request = pair.request else { return }
        questions = Questions(pair, request)
        if let head = request.question {
            let unit = pair.table.definition.units.first { $0.id == route.unit }
            facts = ExchangeFacts(
                head, route: route, keys: unit?.canaryKeys ?? [],
                address: String(decoding: pair.text.client, as: UTF8.self),
                seed: seed)
        }
    }
}
