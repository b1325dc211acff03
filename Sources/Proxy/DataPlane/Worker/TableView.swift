import HTTPWire
import NIOCore
import Routing

/// A route table as one worker uses it: with its connections, and with what is worked out once per table.
final class TableView {
    let table: RouteTable
    let limits: ClientLimits
    let trustedPeers: TrustedPeers
    let announcesAnswers: Bool
    /// Copies that one worker may have under way to one target.
    let shadowConcurrency: Int
    /// By target, in the order of its instances.
    private let primaryPools: [[InstancePool]]
    private let shadowPools: [[InstancePool]]
    /// By target: shadows under way.
    let shadowSlots: [ShadowSlots]
    /// By route; the last one is for requests without a route.
    private let plans: [RoutePlan]
    private let healthPath: [UInt8]
    /// By target: whose turn it is.
    private var turns: [Int]
    private var shadowTurns: [Int]
    /// By route (the last: none) and reason; a route's target follows from the reason as long as nothing fails.
    private var answeredByLines: [[UInt8]]

    init(
        _ table: RouteTable, workers: Int, primaryPools: [[InstancePool]], shadowPools: [[InstancePool]],
        shadowSlots: [ShadowSlots]
    ) {
        let gateway = table.gateway
        self.table = table
        limits = ClientLimits(gateway.limits)
        trustedPeers = TrustedPeers(gateway.trustedProxies.compactMap { AddressRange($0.description) })
        announcesAnswers = gateway.answeredBy
        shadowConcurrency = max(1, gateway.shadow.concurrency / workers)
        plans = table.routes.map { RoutePlan($0, gateway.limits) } + [RoutePlan(gateway.limits)]
        healthPath = Array(gateway.healthPath.utf8)
        self.primaryPools = primaryPools
        self.shadowPools = shadowPools
        self.shadowSlots = shadowSlots
        turns = Array(repeating: 0, count: primaryPools.count)
        shadowTurns = turns
        answeredByLines = Array(repeating: [], count: (table.routes.count + 1) * Decision.Reason.allCases.count)
    }

    var allPools: [InstancePool] { primaryPools.flatMap(\.self) + shadowPools.flatMap(\.self) }

    /// What an exchange needs of its route; nil is the plan of requests without a route.
    func plan(of route: RouteIndex?) -> RoutePlan {
        plans[route.map { Int($0.value) } ?? plans.count - 1]
    }

    // MARK: - Instances

    /// The next instance of a target that takes requests, round robin.
    func pick(_ target: TargetIndex, excluding tried: [InstancePool]) -> InstancePool? {
        Self.pick(primaryPools, &turns, target, excluding: tried)
    }

    func pickShadow(_ target: TargetIndex) -> InstancePool? {
        Self.pick(shadowPools, &shadowTurns, target, excluding: [])
    }

    private static func pick(
        _ pools: [[InstancePool]], _ turns: inout [Int], _ target: TargetIndex, excluding tried: [InstancePool]
    ) -> InstancePool? {
        let position = Int(target.value)
        let count = pools[position].count
        for step in 0..<count {
            let turn = (turns[position] + step) % count
            let pool = pools[position][turn]
            guard pool.view.availability.takesRequests, !tried.contains(where: { $0 === pool }) else { continue }
            turns[position] = (turn + 1) % count
            return pool
        }
        return nil
    }

    func hasInstance(_ target: TargetIndex, excluding tried: [InstancePool]) -> Bool {
        primaryPools[Int(target.value)].contains { pool in
            pool.view.availability.takesRequests && !tried.contains { $0 === pool }
        }
    }

    /// Why `pick` found nothing.
    func unavailability(of target: TargetIndex) -> Failure {
        let isOpen = primaryPools[Int(target.value)].contains { $0.view.availability == .open }
        return isOpen ? .breakerOpen : .noInstance
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
                target: table.targets[Int(target.value)].name, route: route.map { table.routes[Int($0.value)].id },
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
