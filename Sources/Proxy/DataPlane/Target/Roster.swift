import HTTPWire
import NIOCore
import Routing

/// The instances of one target as one worker chooses among them, for one kind of leg.
final class Roster {
    let pools: [InstancePool]
    /// What each request that is sent again takes a place in.
    var retries: RetryBudget
    /// Requests of this worker that may wait while all connections are busy.
    private let queueLimit: Int
    private let balance: Balance
    private let weights: [Int]
    /// What the cookie of a sticky request says, by instance.
    private let tokens: [UInt64]
    private let cookieLines: [[UInt8]]
    private let slowStart: SlowStart
    private let panic: Int
    private var chooser: Chooser
    /// Too few instances take requests, so all do.
    private var isPanicking = false
    /// An instance may be starting slowly.
    private var isRamping = true

    /// - Parameters:
    ///   - pools: with their weights.
    ///   - worker: the position of this one.
    ///   - workers: among which the queue is divided.
    init(
        _ target: Routing.Target, pools: [(pool: InstancePool, weight: Int)], worker: Int, workers: Int,
        random: UInt64
    ) {
        self.pools = pools.map(\.pool)
        balance = target.balance
        let isWeighted = balance != .roundRobin
        weights = pools.map { isWeighted ? $0.weight * Chooser.unit : Chooser.unit }
        queueLimit = target.limits.queue == 0 ? 0 : max(1, target.limits.queue / workers)
        retries = RetryBudget(target.retry)
        slowStart = SlowStart(target.slowStart)
        panic = Int(target.panic.partsPerMillion)
        let names = pools.map { Stickiness.token(of: $0.pool.view.instance, target: target.name) }
        tokens = names.map(Stickiness.key(ofToken:))
        cookieLines =
            if case .sticky(.cookie(let name, let isSecure)) = balance {
                names.map {
                    let attributes = "Path=/; HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")"
                    return Array("Set-Cookie: \(name)=\($0); \(attributes)\r\n".utf8)
                }
            } else { [] }
        chooser = Chooser(balance, seeds: tokens, random: random)
        chooser.beginApart(worker, among: workers, weights: weights.map { $0 / Chooser.unit })
        refresh()
    }

    // MARK: - Choosing

    /// An instance that takes requests, one with a free connection if possible.
    func pick(excluding tried: [InstancePool], for request: @autoclosure () -> RoutedHead) -> InstancePool? {
        guard case .sticky(let stickiness) = balance else {
            return choose { $0.hasRoom && !tried.contains(identical: $0) } ?? choose { !tried.contains(identical: $0) }
        }
        let key = stickiness.key(of: request())
        if case .cookie = stickiness, let key, let index = tokens.firstIndex(of: key), takesRequests(pools[index]),
            !tried.contains(identical: pools[index])
        {
            return pools[index]
        }
        return choose(key: key) { !tried.contains(identical: $0) }
    }

    private func choose(key: UInt64? = nil, _ isWanted: (InstancePool) -> Bool) -> InstancePool? {
        let now = isRamping ? NIODeadline.now() : nil
        let index = chooser.choose(key: key) { index in
            let pool = pools[index]
            guard takesRequests(pool), isWanted(pool) else { return 0 }
            // Why not sticky ones: a share that grows would move keys back and forth.
            guard let now, key == nil else { return weights[index] }
            return weights[index] * slowStart.share(startedAt: pool.view.backSince, now: now) / Chooser.unit
        } load: { index in
            pools[index].requestsUnderWay
        }
        return index.map { pools[$0] }
    }

    private func takesRequests(_ pool: InstancePool) -> Bool {
        isPanicking || pool.takesRequests
    }

    func hasInstance(excluding tried: [InstancePool]) -> Bool {
        pools.contains { takesRequests($0) && !tried.contains(identical: $0) }
    }

    /// Why `pick` found nothing.
    var unavailability: Failure {
        pools.contains { $0.view.isCut } ? .breakerOpen : .noInstance
    }

    /// Whether one more request may wait for a connection.
    var hasPlaceInQueue: Bool {
        pools.reduce(0) { $0 + $1.waitingCount } < queueLimit
    }

    /// Requests of this worker under way.
    var load: Int { pools.reduce(0) { $0 + $1.requestsUnderWay } }

    /// The `Set-Cookie` of an answer from `pool`, when the request's cookie names no instance or another one.
    func cookieLine(from pool: InstancePool?, answering request: @autoclosure () -> RoutedHead) -> [UInt8] {
        guard case .sticky(let stickiness) = balance, case .cookie = stickiness,
            let index = pools.firstIndex(where: { $0 === pool }), stickiness.key(of: request()) != tokens[index]
        else { return [] }
        return cookieLines[index]
    }

    // MARK: - Health

    /// What instances take requests has changed.
    func refresh() {
        let healthy = pools.count { $0.view.availability.takesRequests }
        isPanicking = healthy * 1_000_000 < panic * pools.count
        let now = NIODeadline.now()
        isRamping = pools.contains { slowStart.share(startedAt: $0.view.backSince, now: now) < Chooser.unit }
    }
}

extension [InstancePool] {
    fileprivate func contains(identical pool: InstancePool) -> Bool {
        contains { $0 === pool }
    }
}
