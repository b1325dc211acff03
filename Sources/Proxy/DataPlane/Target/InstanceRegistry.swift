import HTTPWire
import NIOCore
import Routing
import Transport

/// By target: the instances for requests that clients wait for, and those for shadows.
struct Rosters {
    var primaries: [Roster] = []
    var shadows: [Roster] = []

    var all: [Roster] { primaries + shadows }
}

/// The instances that one worker knows, with its connections to them: they outlive the tables that name them.
final class InstanceRegistry {
    /// This worker, and how many there are.
    private let number: Int
    private let workers: Int
    private let loop: SocketLoop
    private let time: LoopClock
    private let buffers: WriteBuffers
    private var views: [Target.Instance: InstanceView] = [:]
    private var primaryPools: [Target.Instance: InstancePool] = [:]
    private var shadowPools: [Target.Instance: InstancePool] = [:]
    /// The addresses of names, as far as they are known.
    private var places = Places()
    private let names = NameDesk()
    /// What comes after the first table starts slowly, where its target says so.
    private var hasStarted = false
    /// Told what the coordinator must hear of.
    var report: (InstanceView, InstanceView.Event) -> Void = { _, _ in }

    init(of number: Int, among workers: Int, on loop: SocketLoop, time: LoopClock, buffers: WriteBuffers) {
        self.time = time
        self.buffers = buffers
        self.number = number
        self.workers = workers
        self.loop = loop
    }

    // MARK: - Tables

    /// The rosters of a table; instances that were known before keep their connections and their health.
    func rosters(of table: RouteTable, random: inout IdentitySource) -> Rosters {
        let policies = places.policies(of: table)
        var rosters = Rosters()
        for target in table.targets {
            let members = places.members(of: target)
            for member in members { adopt(member.instance, policies[member.instance] ?? InstancePolicy()) }
            let primaries = members.map {
                (pool: pool(to: $0.instance, isForShadows: false, in: &primaryPools), weight: $0.weight)
            }
            let shadows = members.map {
                (pool: pool(to: $0.instance, isForShadows: true, in: &shadowPools), weight: $0.weight)
            }
            let queueTimeout = TimeAmount(target.limits.queueTimeout)
            for (pool, _) in primaries { pool.adopt(limit: share(of: target.limits.connections), queueTimeout) }
            for (pool, _) in shadows { pool.adopt(limit: share(of: table.gateway.shadow.concurrency), queueTimeout) }
            rosters.primaries.append(
                Roster(target, pools: primaries, worker: number, workers: workers, random: random.next()))
            rosters.shadows.append(
                Roster(target, pools: shadows, worker: number, workers: workers, random: random.next()))
        }
        hasStarted = true
        return rosters
    }

    /// Lets go of what the table does not name any more.
    func retireUnnamed(by table: RouteTable) {
        let named = Set(table.targets.flatMap { places.members(of: $0).map(\.instance) })
        for instance in views.keys where !named.contains(instance) {
            views[instance] = nil
            primaryPools.removeValue(forKey: instance)?.retire()
            shadowPools.removeValue(forKey: instance)?.retire()
        }
    }

    /// This worker's part of a limit of the process; at least one, so that it can work at all.
    private func share(of limit: Int) -> Int {
        let (part, rest) = limit.quotientAndRemainder(dividingBy: workers)
        return max(1, part + (number < rest ? 1 : 0))
    }

    private func adopt(_ instance: Target.Instance, _ policy: InstancePolicy) {
        if let view = views[instance] {
            view.adopt(policy)
        } else {
            views[instance] = InstanceView(instance, policy, since: hasStarted ? .now() : nil) { [unowned self] in
                report($0, $1)
            }
        }
    }

    private func pool(
        to instance: Target.Instance, isForShadows: Bool, in pools: inout [Target.Instance: InstancePool]
    ) -> InstancePool {
        if let pool = pools[instance] { return pool }
        let view =
            views[instance] ?? InstanceView(instance, InstancePolicy(breaker: nil), since: nil) { _, _ in }
        let pool = InstancePool(
            view, limits: HeadLimits(headBytes: 64 << 10, fieldCount: 256), isForShadows: isForShadows, loop: loop,
            names: names, time: time, buffers: buffers)
        pools[instance] = pool
        return pool
    }

    // MARK: - Names

    /// Takes over what a lookup has found, nil when nobody looks any more; says whether instances are elsewhere now.
    func name(_ name: Target.Instance, hasAddresses addresses: [Target.Instance]?) -> Bool {
        let isElsewhere = places[name] != addresses ?? []
        places[name] = addresses ?? []
        return isElsewhere
    }

    /// Tells who waits for an address.
    func tellWaiting(for name: Target.Instance, _ addresses: [Target.Instance]?) { names.learned(name, addresses) }

    // MARK: - Health

    /// Takes over what the coordinator decided.
    func instance(_ instance: Target.Instance, became availability: Availability) {
        views[instance]?.become(availability)
    }

    /// Some worker has seen it fail.
    func rowBegan(of instance: Target.Instance) { views[instance]?.rowBegan() }

    /// What was counted of these instances since the last call.
    func takeCounts(of instances: [Target.Instance]) -> [SuccessRates.Counts] {
        instances.map { views[$0]?.takeCounts() ?? SuccessRates.Counts() }
    }
}
