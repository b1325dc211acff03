import HTTPWire
import NIOCore
import Parity
import Routing

/// A route table as one worker uses it: with its connections, and with what is worked out once per table.
final class TableView {
    let table: RouteTable
    let limits: ClientLimits
    let trustedPeers: TrustedPeers
    let announcesAnswers: Bool
    /// Copies that one worker may have under way to one target.
    let shadowConcurrency: Int
    private let rosters: Rosters
    /// By target: shadows under way.
    let shadowSlots: [ShadowSlots]
    /// By route; the last one is for requests without a route.
    private let plans: [RoutePlan]
    /// Of the routes that say where ids stand, by position.
    private let translators: [Int: RequestTranslator]
    private let healthPath: [UInt8]
    /// By route (the last: none) and reason; a route's target follows from the reason as long as nothing fails.
    private var answeredByLines: [[UInt8]]

    init(
        _ table: RouteTable, workers: Int, rosters: Rosters, shadowSlots: [ShadowSlots]
    ) {
        let gateway = table.gateway
        self.table = table
        limits = ClientLimits(gateway.limits)
        trustedPeers = TrustedPeers(gateway.trustedProxies.compactMap { AddressRange($0.description) })
        announcesAnswers = gateway.answeredBy
        shadowConcurrency = max(1, gateway.shadow.concurrency / workers)
        plans = table.routes.map { RoutePlan($0, gateway.limits) } + [RoutePlan(unmatchedIn: gateway)]
        translators = Dictionary(
            uniqueKeysWithValues: table.routes.enumerated().compactMap { position, route in
                RequestTranslator(route, in: table).map { (position, $0) }
            })
        healthPath = Array(gateway.healthPath.utf8)
        self.rosters = rosters
        self.shadowSlots = shadowSlots
        answeredByLines = Array(repeating: [], count: (table.routes.count + 1) * Decision.Reason.allCases.count)
    }

    var allPools: [InstancePool] { rosters.all.flatMap(\.pools) }

    /// What an exchange needs of its route; nil is the plan of requests without a route.
    func plan(of route: RouteIndex?) -> RoutePlan {
        plans[route.map { Int($0.value) } ?? plans.count - 1]
    }

    /// How ids of a copy to a target are translated; nil for a route that does not say where any stand.
    func translation(for route: RouteIndex?, to target: TargetIndex, _ map: IdentityMap) -> ShadowTranslation? {
        guard !translators.isEmpty, let route, let translator = translators[Int(route.value)] else { return nil }
        return ShadowTranslation(
            translator: translator, map: map,
            direction: target == table.definition.monolith ? .toMonolith : .toService)
    }

    // MARK: - Instances

    /// The instances of a target, for requests that clients wait for.
    func roster(of target: TargetIndex) -> Roster { rosters.primaries[Int(target.value)] }

    func pickShadow(_ target: TargetIndex, for request: @autoclosure () -> RoutedHead) -> InstancePool? {
        rosters.shadows[Int(target.value)].pick(excluding: [], for: request())
    }

    /// What instances take requests has changed, or may have warmed up.
    func refreshRosters() {
        for roster in rosters.all { roster.refresh() }
    }

    // MARK: - Answers

    /// The answer of the proxy itself, where the request is for its health.
    func ownAnswer(to request: RoutedHead, isDraining: Bool) -> GeneratedAnswer? {
        guard !healthPath.isEmpty, request.head.method == .get || request.head.method == .head else { return nil }
        let isAsked = request.withPath { path in
            guard path.count == healthPath.count else { return false }
            for index in path.indices where path[index] != healthPath[index] { return false }
            return true
        }
        guard isAsked else { return nil }
        let body = isDraining ? #"{"status":"draining"}"# : #"{"status":"ok"}"#
        return GeneratedAnswer(
            status: isDraining ? 503 : 200, contentType: "application/json", body: Array("\(body)\n".utf8))
    }

    /// `Ficus-Answered-By` of an answer of the target that the decision chose.
    func answeredBy(_ target: TargetIndex, route: RouteIndex?, reason: Decision.Reason) -> [UInt8] {
        let position = route.map { Int($0.value) } ?? table.routes.count
        let index = position * Decision.Reason.allCases.count + reason.position
        if answeredByLines[index].isEmpty {
            answeredByLines[index] = AnsweredBy.line(
                target: table.name(of: target), route: route.map(table.id(of:)),
                reason: reason.rawValue, isStalePossible: false)
        }
        return answeredByLines[index]
    }
}

extension Decision.Reason {
    fileprivate var position: Int {
        switch self {
        case .monolith: 0
        case .shadow: 1
        case .canary: 2
        case .owner: 3
        case .extracted: 4
        case .retired: 5
        case .fixed: 6
        case .unmatched: 7
        }
    }
}
