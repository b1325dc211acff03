package import Routing

/// `GET /explain`: who would answer a request, and why nobody else.
package struct AdminExplanation: Codable, Sendable, Equatable {
    /// A route that came near.
    package struct Loser: Codable, Sendable, Equatable {
        package var route: String
        package var match: String
        /// `orders.yaml:12:3`.
        package var location: String
        package var reason: String
    }

    /// What the canary made of the request's key.
    package struct Canary: Codable, Sendable, Equatable {
        /// The key that decided; nil: the request has none, so the owner answers.
        package var key: String?
        package var inShare: Bool
        package var share: String
    }

    /// `GET /api/v1/orders/42`, the path in normal form.
    package var request: String
    /// nil when no route matched.
    package var route: String?
    package var match: String?
    package var location: String?
    package var unit: String?
    /// `canary 5%`.
    package var state: String?
    package var effect: String
    /// The target that answers, or nil where Ficus answers itself with `status`.
    package var answeredBy: String?
    package var status: Int?
    package var reason: String
    /// The target that gets a copy, with the share of requests that are copied.
    package var shadow: String?
    package var sample: String?
    package var fallback: String?
    package var canary: Canary?
    package var losers: [Loser]

    package init(_ explanation: Explanation, _ table: RouteTable) {
        let decision = explanation.decision
        let winner = explanation.winner
        func name(_ target: TargetIndex) -> String { table.targets[Int(target.value)].name }
        request = explanation.request.description
        route = winner?.id
        match = winner?.pattern.description
        location = winner?.location.description
        unit = winner?.unit
        state = decision.route.map { table.status(of: $0).description }
        effect = decision.effect.rawValue
        switch decision.answer {
        case .target(let target): answeredBy = name(target)
        case .status(let code): status = Int(code)
        }
        reason = decision.reason.rawValue
        shadow = decision.shadow.map(name)
        sample = decision.shadow == nil ? nil : winner?.parity.sample.description
        fallback = decision.fallback.map(name)
        canary = explanation.canary.map {
            Canary(key: $0.key?.description, inShare: $0.isInShare, share: $0.share.description)
        }
        losers = explanation.losers.map {
            Loser(
                route: $0.route.id, match: $0.route.pattern.description, location: $0.route.location.description,
                reason: $0.reason.description)
        }
    }
}
