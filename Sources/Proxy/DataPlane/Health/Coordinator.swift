import NIOCore
import Routing
import Transport

/// What the workers must agree on: the health of instances, the addresses of names, and the shadow budget. Has a loop of
/// its own, which no request ever waits for; what it decides is posted to each worker.
final class Coordinator {
    private let configuration: Configuration
    private let alarms: AlarmQueue
    private let prober: Prober
    private let loop: SocketLoop
    private var workers: [Resident<Worker>] = []
    private var table: RouteTable?
    private var watches: [Target.Instance: InstanceWatch] = [:]
    private var names: [Target.Instance: NameWatch] = [:]
    private var places = Places()
    private let desk = NameDesk()
    private var judges: [String: OutlierJudge] = [:]
    private var budget = ShadowBudget(total: 0)

    init(on loop: SocketLoop, configuration: Configuration) {
        self.loop = loop
        self.configuration = configuration
        alarms = AlarmQueue(on: loop)
        prober = Prober(loop: loop, names: desk)
    }

    /// The workers are there: watch what the table names, and give each its part of the budget.
    func begin(with workers: [Resident<Worker>], table: RouteTable) {
        self.workers = workers
        adopt(table)
        for worker in workers { grant(4 * budget.chunk(workers: workers.count), to: worker) }
    }

    /// Another table is in force.
    func adopt(_ table: RouteTable) {
        self.table = table
        budget.resize(to: table.gateway.shadow.bytes)
        watchNames(of: table)
        watchInstances(of: table)
        judgeTargets(of: table)
    }

    // MARK: - Health

    private func watchInstances(of table: RouteTable) {
        let named = places.targets(of: table)
        for instance in watches.keys where named[instance] == nil {
            watches.removeValue(forKey: instance)?.retire()
        }
        for (instance, targets) in named {
            let watch = watches[instance] ?? makeWatch(of: instance)
            watches[instance] = watch
            watch.named(by: targets)
        }
    }

    private func makeWatch(of instance: Target.Instance) -> InstanceWatch {
        let jitter = Jitter(seed: .random(in: 0...UInt64.max))
        return InstanceWatch(instance, prober: prober, jitter: jitter, alarms: alarms) {
            [unowned self] instance, availability in
            for worker in workers { worker.post { $0.instance(instance, became: availability) } }
        }
    }

    /// A worker has opened its breaker.
    func breakerOpened(_ instance: Target.Instance) {
        watches[instance]?.requestsFailed()
    }

    /// A worker saw an instance fail, or answer after that: failures in a row count wherever they were seen.
    func noted(_ outcome: FailureStreaks.Outcome, of instance: Target.Instance) {
        guard let watch = watches[instance] else { return }
        let isFirst = watch.beginsRow(outcome)
        switch watch.noted(outcome) {
        case .none:
            guard isFirst else { return }
            for worker in workers { worker.post { $0.rowBegan(of: instance) } }
        case .breaker: watch.requestsFailed()
        case .outlier(let cause): outlierSeen(instance, cause)
        }
    }

    /// Every instance, in a steady order.
    func health() -> [InstanceHealth] {
        watches.values.map(\.health).sorted {
            ($0.targets.first ?? "", $0.instance.description) < ($1.targets.first ?? "", $1.instance.description)
        }
    }

    // MARK: - Outliers

    private func judgeTargets(of table: RouteTable) {
        for judge in judges.values { judge.retire() }
        judges = [:]
        for target in table.targets {
            guard let policy = target.outliers, policy.successRate != nil else { continue }
            judges[target.name] = OutlierJudge(every: TimeAmount(policy.interval), alarms: alarms) {
                [unowned self] in compareSuccessRates(of: target, policy)
            }
        }
    }

    /// A worker saw an instance fail again and again.
    func outlierSeen(_ instance: Target.Instance, _ cause: OutlierCause) {
        guard let table, let targets = places.targets(of: table)[instance] else { return }
        let mayGo = targets.allSatisfy { target in
            let instances = places.members(of: target).map(\.instance)
            let out = instances.count { watches[$0]?.takesRequests == false }
            let share = target.outliers?.maxEjected ?? .zero
            return (out + 1) * 1_000_000 <= instances.count * Int(share.partsPerMillion)
        }
        if mayGo { watches[instance]?.eject(cause) }
    }

    private func compareSuccessRates(of target: Target, _ policy: OutlierPolicy) {
        guard let rate = policy.successRate else { return }
        let instances = places.members(of: target).map(\.instance)
        let counted = workers.map { worker in
            worker.loop.submit { worker.value.takeCounts(of: instances) }
        }
        EventLoopFuture.whenAllSucceed(counted, on: loop).assumeIsolated().whenSuccess { [weak self] counts in
            let sums = instances.indices.map { index in
                counts.reduce(into: SuccessRates.Counts()) { $0.add($1[index]) }
            }
            for index in SuccessRates.outliers(among: sums, rate) { self?.outlierSeen(instances[index], .successRate) }
        }
    }

    // MARK: - Names

    private func watchNames(of table: RouteTable) {
        var intervals: [Target.Instance: Duration] = [:]
        for target in table.targets {
            for instance in target.instances where instance.lookupName != nil {
                intervals[instance] = min(target.lookupInterval, intervals[instance] ?? target.lookupInterval)
            }
        }
        for instance in names.keys where intervals[instance] == nil {
            names.removeValue(forKey: instance)?.retire()
            name(instance, hasAddresses: nil)
        }
        for (instance, interval) in intervals {
            let watch = names[instance] ?? makeNameWatch(of: instance)
            names[instance] = watch
            watch.adopt(interval: interval, servers: table.gateway.nameServers)
        }
    }

    private func makeNameWatch(of instance: Target.Instance) -> NameWatch {
        NameWatch(instance, lookup: configuration.lookup, loop: loop, alarms: alarms) {
            [unowned self] instance, addresses in
            name(instance, hasAddresses: addresses)
            if let table { watchInstances(of: table) }
        }
    }

    private func name(_ instance: Target.Instance, hasAddresses addresses: [Target.Instance]?) {
        places[instance] = addresses ?? []
        desk.learned(instance, addresses)
        for worker in workers { worker.post { $0.name(instance, hasAddresses: addresses) } }
    }

    // MARK: - Shadow budget

    /// A worker wants bytes for its shadows; when there are none, the answer waits a little.
    func shadowBytesWanted(_ count: Int, by worker: Int) {
        guard workers.indices.contains(worker) else { return }
        let worker = workers[worker]
        if grant(count, to: worker) == 0 {
            let chunk = budget.chunk(workers: workers.count)
            loop.scheduleTask(in: .milliseconds(50)) { worker.post { $0.desk.granted(0, chunk: chunk) } }
        }
    }

    func shadowBytesReturned(_ count: Int) {
        budget.takeBack(count)
    }

    @discardableResult
    private func grant(_ wanted: Int, to worker: Resident<Worker>) -> Int {
        let chunk = budget.chunk(workers: workers.count)
        let granted = budget.grant(wanted)
        if granted > 0 { worker.post { $0.desk.granted(granted, chunk: chunk) } }
        return granted
    }

    /// No more probes.
    func stop() {
        for watch in watches.values { watch.retire() }
        watches = [:]
        for watch in names.values { watch.retire() }
        names = [:]
        for judge in judges.values { judge.retire() }
        judges = [:]
        alarms.stop()
    }
}
