import HTTPWire
import NIOCore
import Parity
import Routing
import Transport

/// All that one event loop owns: its table, connections, counters, its part of the shadow budget.
///
/// Nothing here is shared: what workers must agree on is posted to each of them (`Resident`).
final class Worker {
    let loop: SocketLoop
    let configuration: Configuration
    let alarms: AlarmQueue
    let desk: ShadowDesk
    let admission: Admission
    let time = LoopClock()
    let buffers = WriteBuffers()
    var identities = IdentitySource()
    var clock = WallClock()
    var counters: WorkerCounters
    /// What is known of ids; a value, replaced whole.
    var idMap = IdentityMap()
    /// What those who record want; of exchanges that are compared they get all there is elsewhere.
    var recordingWishes: [RecordingWish] = []
    private(set) var view: TableView
    /// Readiness fails, and answers ask clients to close.
    private(set) var isDraining = false
    /// How connections without a request are let go, once no more are accepted.
    private(set) var farewell: Farewell?

    private let instances: InstanceRegistry
    private var shadowSlots: [String: ShadowSlots] = [:]
    private var clients: [ObjectIdentifier: ClientConnection] = [:]
    private let outlets: Outlets
    private let outbox: Outbox
    private let coordinator: Resident<Coordinator>
    private let housekeeping: Alarm

    /// - Parameter number: the position among the workers, by which the coordinator knows this one.
    init(
        _ number: Int, on loop: SocketLoop, configuration: Configuration, table: RouteTable, outlets: Outlets,
        coordinator: Resident<Coordinator>, admission: Admission
    ) {
        self.loop = loop
        self.admission = admission
        self.configuration = configuration
        self.coordinator = coordinator
        alarms = AlarmQueue(on: loop)
        self.outlets = outlets
        outbox = Outbox(outlets, alarms: alarms)
        desk = ShadowDesk()
        counters = WorkerCounters(table: table)
        view = TableView(table, workers: 1, rosters: Rosters(), shadowSlots: [])
        housekeeping = Alarm(in: alarms)
        instances = InstanceRegistry(
            of: number, among: configuration.workers, on: loop, time: time, buffers: buffers)
        instances.report = { [unowned self] view, event in happened(event, to: view) }
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
        instances.retireUnnamed(by: table)
    }

    private func makeView(of table: RouteTable) -> TableView {
        for target in table.targets where shadowSlots[target.name] == nil { shadowSlots[target.name] = ShadowSlots() }
        return TableView(
            table, workers: configuration.workers, rosters: instances.rosters(of: table, random: &identities),
            shadowSlots: table.targets.compactMap { shadowSlots[$0.name] })
    }

    // MARK: - Instances

    /// A name among the instances was looked up; nil: nobody looks any more.
    func name(_ instance: Target.Instance, hasAddresses addresses: [Target.Instance]?) {
        if instances.name(instance, hasAddresses: addresses) {
            view = makeView(of: view.table)
            instances.retireUnnamed(by: view.table)
        }
        instances.tellWaiting(for: instance, addresses)
    }

    /// Takes over what the coordinator decided about an instance.
    func instance(_ instance: Target.Instance, became availability: Availability) {
        instances.instance(instance, became: availability)
        view.refreshRosters()
    }

    /// What was counted of these instances since the last call.
    func takeCounts(of names: [Target.Instance]) -> [SuccessRates.Counts] { instances.takeCounts(of: names) }

    /// Tells the coordinator what was seen here.
    private func happened(_ event: InstanceView.Event, to view: InstanceView) {
        let instance = view.instance
        switch event {
        case .tripped(.none): break
        case .tripped(.breaker):
            self.view.refreshRosters()
            coordinator.post { $0.breakerOpened(instance) }
        case .tripped(.outlier(let cause)): coordinator.post { $0.outlierSeen(instance, cause) }
        // One worker alone counts all there is.
        case .noted where configuration.workers == 1: break
        case .noted(let outcome): coordinator.post { $0.noted(outcome, of: instance) }
        }
    }

    /// Some worker has seen an instance fail: the next good answer is to be told.
    func rowBegan(of instance: Target.Instance) { instances.rowBegan(of: instance) }

    // MARK: - Outlets

    /// Writes the text of a record that is emitted at once, behind those of others.
    func withTexts(_ write: (inout [UInt8]) -> ExchangeText) -> ExchangeText { write(&outbox.texts) }

    func emit(_ record: consuming ExchangeRecord, _ pair: consuming ObservationPair? = nil) {
        outbox.add(record, pair)
    }

    /// Gives what was seen to those who record; what they have no room for is dropped.
    func hand(_ exchange: consuming WitnessedExchange) {
        _ = outlets.witnessed.offer([exchange])
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
        totals.requestsWaiting = pools.reduce(0) { $0 + $1.waitingCount }
        totals.shadowBytes = desk.bytesInUse
        return totals
    }

    // MARK: - Clients

    /// Takes over a connection that the acceptor has accepted.
    func accept(_ socket: AcceptedSocket) {
        // It fails only where the kernel has no memory to watch one more.
        guard let connection = try? Connection(socket.descriptor, on: loop) else { return }
        ClientConnection(connection, worker: self, address: socket.address).begin()
    }

    func clientOpened(_ client: ClientConnection) {
        clients[ObjectIdentifier(client)] = client
        counters.acceptedConnections += 1
        counters.openConnections += 1
        if let farewell { client.drain(farewell) } else if isDraining { client.endIsAnnounced() }
    }

    func clientClosed(_ client: ClientConnection) {
        guard clients.removeValue(forKey: ObjectIdentifier(client)) != nil else { return }
        counters.openConnections -= 1
    }

    /// Readiness fails and connections end with the answer under way, or the next one.
    func announceEnd() {
        isDraining = true
        for client in clients.values { client.endIsAnnounced() }
    }

    /// Idle connections end as well.
    func drain(_ farewell: Farewell) {
        isDraining = true
        self.farewell = farewell
        for client in clients.values { client.drain(farewell) }
    }

    /// Connections whose last answer is not written to its end, because the client reads slowly.
    var unwrittenAnswers: Int { clients.values.count { $0.isWritingLastAnswer } }

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
        view.refreshRosters()
        housekeeping.set(now + .seconds(5))
    }
}
