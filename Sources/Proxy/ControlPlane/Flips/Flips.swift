package import Foundation
package import Logging
package import Routing
package import Store

/// The one writer of what is in force: the definition and the state of each unit.
///
///     forward:   gate -> feed -> persist -> publish -> acknowledge
///     backwards:                 publish -> persist (or keep trying) -> acknowledge
///
/// Other methods run while one waits (for the feed, the disk or the workers), so a rollback never stands in a queue.
/// Three things keep that safe: a unit has one forward flip under way at a time; a forward flip that finds the unit
/// rolled back since it began gives way; tables are published, and flips written, in the order they were made.
package actor Flips {
    let log: any FlipLog
    let publisher: any TablePublisher
    let gates: GateCheck
    let feed: any FeedReader
    let logger: Logger
    let now: @Sendable () -> Date

    var definition: Definition { didSet { compiled = nil } }
    /// The revision that `definition` is from.
    package internal(set) var revision: RevisionInForce
    var statuses: [String: RouteStatus] { didSet { compiled = nil } }
    var history: FlipHistory
    /// Units with a forward flip under way.
    var underWay: Set<String> = []
    /// How often each unit was flipped backwards since the start.
    var setbacks: [String: Int] = [:]
    /// Flips in force that are not written yet, oldest first.
    var unpersisted: [Flip] = []
    var retry: Task<Void, Never>?
    /// The last publication and the last write; the next one follows it.
    private var publication: Task<Void, Never>?
    private var writing: Task<Void, Never>?
    private var publications = 1 { didSet { compiled = nil } }
    /// `table`, until something that it is made of changes: a large one takes milliseconds to compile.
    private var compiled: RouteTable?

    package init(
        definition: Definition, revision: RevisionInForce, flips: [StoredFlip], log: any FlipLog,
        publisher: any TablePublisher, evidence: any EvidenceSource, feed: any FeedReader, logger: Logger,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.definition = definition
        self.revision = revision
        self.log = log
        self.publisher = publisher
        gates = GateCheck(evidence: evidence)
        self.feed = feed
        self.logger = logger
        self.now = now
        history = FlipHistory(flips)
        statuses = history.statuses
    }

    /// The table that the data plane starts with, before anything is published.
    package static func firstTable(definition: Definition, flips: [StoredFlip]) -> RouteTable {
        definition.compile(states: FlipHistory(flips).statuses, revision: 1)
    }

    /// The table of the present states, as it was or will be published.
    package var table: RouteTable {
        let table = compiled ?? definition.compile(states: statuses, revision: publications)
        compiled = table
        return table
    }

    /// Compiles what is in force now and puts it in front of all workers, after the publications before it.
    func publish() async {
        publications += 1
        let table = table
        let previous = publication
        let next = Task { [publisher] in
            await previous?.value
            await publisher.publish(table)
        }
        publication = next
        await next.value
    }

    /// Runs `body` after the writes before it.
    func inWritingOrder<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) -> Task<Value, any Error>
    {
        let previous = writing
        let next = Task {
            await previous?.value
            return try await body()
        }
        writing = Task { _ = await next.result }
        return next
    }
}
