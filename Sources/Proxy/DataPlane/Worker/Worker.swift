import HTTPWire
import NIOCore
import Parity
import Routing

/// All that one event loop owns: its table, connections, counters, its part of the shadow budget.
///
/// Nothing here is shared: what workers must agree on is posted to each of them (`Resident`).
final class Worker {
    let loop: any EventLoop
    let configuration: Configuration
    let alarms: AlarmQueue
    let desk: ShadowDesk
    let admission: Admission
    let time = LoopClock()
    let buffers = WriteBuffers()
    var identities = IdentitySource()
    var clock = WallClock()
    var counters: WorkerCounters
    private(set) var view: TableView
    private(set) var isDraining = false

    private var instances: [Target.Instance: InstanceView] = [:]
    private var primaryPools: [Target.Instance: InstancePool] = [:]
    private var shadowPools: [Target.Instance: InstancePool] = [:]
    private var shadowSlots: [String: ShadowSlots] = [:]
    private var clients: [ObjectIdentifier: ClientConnection] = [:]
    private let outbox: Outbox
    private let coordinator: Resident<Coordinator>
    private let housekeeping: Alarm

    /// - Parameter number: the position among the workers, by which the coordinator knows this one.
    init(
        _ number: Int, on loop: any EventLoop, configuration: Configuration, table: RouteTable, outlets: Outlets,
        coordinator: Resident<Coordinator>, admission: Admission
    ) {
        self.loop = loop
        self.admission = admission
        self.configuration = configuration
        self.coordinator = coordinator
        alarms = AlarmQueue(on: loop)
        outbox = Outbox(outlets, alarms: alarms)
        desk = ShadowDesk()
        counters = WorkerCounters(table: table)
        view = TableView(table, workers: 1, primaryPools: [], shadowPools: [], shadowSlots: [])
        housekeeping = Alarm(in: alarms)
        view = makeView(of: table)
        outbox.count = { [unowned self] outcome, record in counters.countShadow(outcome, of: record) }
        desk.request = { count in coordinator.post { $0.shadowBytesWanted(count, by: number) } }
        desk.giveBack = { count in coordinator.post { $0.shadowBytesReturned(count) } }
        housekeeping.wakes(self)
        housekeeping.set(.now() + .seconds(5))
    }

    /// The `Date` of now.
    func date() -> HTTPDate {
        _ = clock.nanoseconds(at: time.now)
        return clock.date
    }

    // MARK: - Table

    /// Puts a table in force: whatever starts on this loop from now on starts under it. (12) -> (2)
    func install(_ table: RouteTable) {
        counters.change(to: table)
        view = makeView(of: table)
        retireUnnamed()
    }

    private func makeView(of table: RouteTable) -> TableView {
        let workers = configuration.workers
        let limits = HeadLimits(headBytes: 64 << 10, fieldCount: 256)
        for target in table.targets {
            for instance in target.instances {
                let view = instances[instance] ?? makeInstance(instance)
                instances[instance] = view
                let primary = primaryPools[instance] ?? makePool(view, limits)
                primary.limit = max(1, target.connectionLimit / workers)
                primaryPools[instance] = primary
                let shadow = shadowPools[instance] ?? makePool(view, limits)
                shadow.limit = max(1, table.gateway.shadow.concurrency / workers)
                shadowPools[instance] = shadow
            }
            if shadowSlots[target.name] == nil { shadowSlots[target.name] = ShadowSlots() }
        }
        return TableView(
            table, workers: workers,
            primaryPools: table.targets.map { $0.instances.compactMap { primaryPools[$0] } },
            shadowPools: table.targets.map { $0.instances.compactMap { shadowPools[$0] } },
            shadowSlots: table.targets.compactMap { shadowSlots[$0.name] })
    }

    private func makePool(_ view: InstanceView, _ limits: HeadLimits) -> InstancePool {
        InstancePool(view, limits: limits, loop: loop, time: time, buffers: buffers)
    }

    private func makeInstance(_ instance: Target.Instance) -> InstanceView {
        let coordinator = coordinator
        return InstanceView(instance, threshold: configuration.breaker.failureThreshold) { view in
            let instance = view.instance
            coordinator.post { $0.breakerOpened(instance) }
        }
    }

    private func retireUnnamed() {
        let named = Set(view.table.targets.flatMap(\.instances))
        for instance in instances.keys where !named.contains(instance) {
            instances[instance] = nil
            primaryPools.removeValue(forKey: instance)?.retire()
            shadowPools.removeValue(forKey: instance)?.retire()
        }
    }

    /// Takes over what the coordinator decided about an instance.
    func instance(_ instance: Target.Instance, became availability: Availability) {
        instances[instance]?.become(availability)
    }

    // MARK: - Outlets

    func emit(_ record: ExchangeRecord, _ pair: ObservationPair? = nil) {
        outbox.add(record, pair)
    }

    /// Counts a client that was turned away.
    func count(_ refusal: Refusal) {
        counters.refusals[refusal, default: 0] += 1
    }

    /// Counts and records bytes that were no request.
    func refused(_ problem: Problem, from peer: ForwardingPeer) {
        let refusal = Refusal(problem)
        count(refusal)
        var record = ExchangeRecord(
            table: view.table, route: nil, reason: nil,
            timings: Timings(startedAt: clock.nanoseconds(at: .now())),
            text: ExchangeText(bytes: Array(peer.address.utf8), methodEnd: 0, pathEnd: 0, requestIDEnd: 0))
        record.status = UInt16(problem.status)
        record.failure = .refusedRequest
        record.refusal = refusal
        counters.count(record)
        emit(record)
    }

    /// All that was counted here, with what is open now.
    func snapshot() -> Counters {
        var totals = counters.totals()
        let pools = view.allPools
        totals.openTargetConnections = pools.reduce(0) { $0 + $1.openCount }
        totals.shadowBytes = desk.bytesInUse
        return totals
    }

    // MARK: - Clients

    func clientOpened(_ client: ClientConnection) {
        clients[ObjectIdentifier(client)] = client
        counters.acceptedConnections += 1
        counters.openConnections += 1
        if isDraining { client.drain() }
    }

    func clientClosed(_ client: ClientConnection) {
        guard clients.removeValue(forKey: ObjectIdentifier(client)) != nil else { return }
        counters.openConnections -= 1
    }

    /// Readiness fails and connections end with the answer under way.
    func drain() {
        isDraining = true
        for client in clients.values { client.drain() }
    }

    /// Closes all that is open and hands out what waits.
    func stop() {
        for client in clients.values { client.close() }
        for pool in view.allPools { pool.retire() }
        outbox.flush()
        housekeeping.retire()
        alarms.stop()
    }
}

extension Worker: AlarmOwner {
    /// Closes connections that nobody has used for a while.
    func alarmRang(_ now: NIODeadline) {
        for pool in view.allPools { pool.closeIdle(since: now - configuration.pooledIdleTimeout) }
        housekeeping.set(now + .seconds(5))
    }
}
