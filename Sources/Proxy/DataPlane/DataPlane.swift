import NIOCore
import NIOPosix
package import Routing

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

    private init(port: Int, records: BoundedQueue<ExchangeRecord>, pairs: BoundedQueue<ObservationPair>) {
        self.port = port
        self.records = records
        self.pairs = pairs
    }

    /// Binds the port, starts the workers and serves `table`.
    package static func start(_ configuration: Configuration, table: RouteTable) async throws -> DataPlane {
        DataPlane(
            port: configuration.port, records: BoundedQueue(capacity: configuration.recordQueueCapacity),
            pairs: BoundedQueue(
                capacity: configuration.pairQueueCapacity, byteLimit: configuration.pairQueueBytes,
                size: { $0.byteCount }))
    }

    /// Puts `table` in force; returns when no event loop can start a request under the old one.
    package func publish(_ table: RouteTable) async {}

    /// What all workers have counted since the start.
    package func counters() async -> Counters { Counters() }

    /// Every instance of the table in force.
    package func health() async -> [InstanceHealth] { [] }

    /// Ends orderly: readiness fails, no new connections, answers carry `Connection: close`; returns when the last
    /// exchange has finished, or at the deadline, which cuts what is left. The queues then end.
    package func drain(within deadline: Duration) async {}
}
