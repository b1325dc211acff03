import NIOCore
package import Parity
package import Routing
import Synchronization
import Transport

/// The data plane of one process: takes requests, has targets answer them, shadows, and says what happened.
///
///     let plane = try await DataPlane.start(configuration, table: table)
///     await plane.publish(nextTable)          // when this returns, nothing starts under the old one
///     while let batch = await plane.records.next() { ... }
package final class DataPlane: Sendable {
    /// The port that clients connect to; the one that was found when the configuration said 0.
    package let port: Int
    /// One record per finished exchange, for the access log.
    package let records: BoundedQueue<ExchangeRecord>
    /// Both answers of shadowed exchanges, for the comparator.
    package let pairs: BoundedQueue<ObservationPair>
    /// What one target alone answered, while somebody records.
    package let witnessed: BoundedQueue<WitnessedExchange>

    let listener: Listener
    /// One for each worker, and the coordinator's, which also accepts.
    let loops: [SocketLoop]
    let workers: [Resident<Worker>]
    let coordinator: Resident<Coordinator>
    let admission: Admission
    /// What was counted in all, once the loops are about to end: a loop that has shut down answers nobody.
    let final = Mutex<Counters?>(nil)
    /// Whether a drain under way is to give up waiting.
    let isHurried = Atomic(false)

    private init(
        listener: Listener, outlets: Outlets, loops: [SocketLoop], workers: [Resident<Worker>],
        coordinator: Resident<Coordinator>, admission: Admission
    ) {
        self.listener = listener
        port = listener.port
        records = outlets.records
        pairs = outlets.pairs
        witnessed = outlets.witnessed
        self.loops = loops
        self.workers = workers
        self.coordinator = coordinator
        self.admission = admission
    }

    /// Binds the port, starts the workers and serves `table`.
    package static func start(_ configuration: Configuration, table: RouteTable) async throws -> DataPlane {
        var configuration = configuration
        configuration.workers = max(1, configuration.workers)
        let settled = configuration
        var loops: [SocketLoop] = []
        let outlets = Outlets(
            records: BoundedQueue(capacity: settled.recordQueueCapacity),
            pairs: BoundedQueue(
                capacity: settled.pairQueueCapacity, byteLimit: settled.pairQueueBytes, size: { $0.byteCount }),
            witnessed: BoundedQueue(
                capacity: settled.pairQueueCapacity, byteLimit: settled.pairQueueBytes, size: { $0.byteCount }))
        let admission = Admission()
        admission.adopt(table.gateway.limits)
        do {
            let coordination = try SocketLoop.start("coordinator")
            loops.append(coordination)
            let coordinator = try await Resident.make(on: coordination) {
                Coordinator(on: coordination, configuration: settled)
            }
            var workers: [Resident<Worker>] = []
            for number in 0..<settled.workers {
                let loop = try SocketLoop.start("worker \(number + 1)")
                loops.append(loop)
                workers.append(
                    try await Resident.make(on: loop) {
                        Worker(
                            number, on: loop, configuration: settled, table: table, outlets: outlets,
                            coordinator: coordinator, admission: admission)
                    })
            }
            let everyone = workers
            _ = await coordinator.ask { $0.begin(with: everyone, table: table) }
            let listener = try await Listener.bind(
                settled, on: coordination, workers: workers, admission: admission)
            return DataPlane(
                listener: listener, outlets: outlets, loops: loops, workers: workers, coordinator: coordinator,
                admission: admission)
        } catch {
            for loop in loops { try? await loop.shutdownGracefully() }
            throw error
        }
    }

    /// Puts `table` in force; returns when no event loop can start a request under the old one.
    package func publish(_ table: RouteTable) async {
        guard final.withLock({ $0 == nil }) else { return }
        await withTaskGroup(of: Void.self) { group in
            for worker in workers { group.addTask { await worker.ask { $0.install(table) } } }
        }
        admission.adopt(table.gateway.limits)
        await coordinator.ask { $0.adopt(table) }
    }

    /// Gives the workers what is known of ids by now, for the copies that begin from here on.
    package func publish(_ identities: IdentityMap) {
        guard final.withLock({ $0 == nil }) else { return }
        for worker in workers { worker.post { $0.idMap = identities } }
    }

    /// Tells the workers who records, for the exchanges that begin from here on.
    package func publish(_ wishes: [RecordingWish]) {
        guard final.withLock({ $0 == nil }) else { return }
        for worker in workers { worker.post { $0.recordingWishes = wishes } }
    }

    /// What all workers have counted since the start.
    package func counters() async -> Counters {
        if let final = final.withLock(\.self) { return final }
        var totals = Counters()
        for worker in workers {
            if let counted = await worker.ask({ $0.snapshot() }) { totals.add(counted) }
        }
        totals.acceptPauses = admission.pauses
        totals.droppedRecords = records.dropped
        totals.droppedPairs = pairs.dropped
        return totals
    }

    /// How many connections each worker has got since the start.
    package func acceptedByWorker() async -> [UInt64] {
        var accepted: [UInt64] = []
        for worker in workers { accepted.append(await worker.ask { $0.counters.acceptedConnections } ?? 0) }
        return accepted
    }

    /// Every instance of the table in force.
    package func health() async -> [InstanceHealth] {
        guard final.withLock({ $0 == nil }) else { return [] }
        return await coordinator.ask { $0.health() } ?? []
    }
}
