import NIOCore
import Routing

/// What the workers must agree on: the health of instances and the shadow budget. Has a loop of its own, which no
/// request ever waits for; what it decides is posted to each worker.
final class Coordinator {
    private let configuration: Configuration
    private let alarms: AlarmQueue
    private let prober: Prober
    private let loop: any EventLoop
    private var workers: [Resident<Worker>] = []
    private var watches: [Target.Instance: InstanceWatch] = [:]
    private var budget = ShadowBudget(total: 0)

    init(on loop: any EventLoop, configuration: Configuration) {
        self.loop = loop
        self.configuration = configuration
        alarms = AlarmQueue(on: loop)
        prober = Prober(loop: loop, timeout: configuration.breaker.probeTimeout)
    }

    /// The workers are there: watch what the table names, and give each its part of the budget.
    func begin(with workers: [Resident<Worker>], table: RouteTable) {
        self.workers = workers
        adopt(table)
        for worker in workers { grant(4 * budget.chunk(workers: workers.count), to: worker) }
    }

    /// Another table is in force.
    func adopt(_ table: RouteTable) {
        budget.resize(to: table.gateway.shadow.bytes)
        var named: [Target.Instance: [Target]] = [:]
        for target in table.targets {
            for instance in target.instances { named[instance, default: []].append(target) }
        }
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
        InstanceWatch(instance, prober: prober, settings: configuration.breaker, alarms: alarms) {
            [unowned self] instance, availability in
            for worker in workers { worker.post { $0.instance(instance, became: availability) } }
        }
    }

    // MARK: - Health

    /// A worker has opened its breaker.
    func breakerOpened(_ instance: Target.Instance) {
        watches[instance]?.requestsFailed()
    }

    /// Every instance, in a steady order.
    func health() -> [InstanceHealth] {
        watches.values.map(\.health).sorted {
            ($0.targets.first ?? "", $0.instance.description) < ($1.targets.first ?? "", $1.instance.description)
        }
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
        alarms.stop()
    }
}
