package import Contract
package import Database
package import Logging

/// One side of the feed: the journal that writes events, the relay that delivers them, the inbox that applies those of
/// others, and the endpoints between them.
///
///     let feed = Feed(source: "orders", database: database, tables: [...], peers: configuration.peers, logger: logger)
///     feed.addRoutes(to: router, build: configuration.build)
///     try await host.run(router, services: [feed.relay])
package struct Feed: Sendable {
    package let source: String
    package let journal: Journal
    package let relay: Relay
    package let positions: Positions
    let inbox: Inbox
    let gate: DryRunGate
    let board: PeerBoard
    let entities: [String]

    /// `tables` are those this side keeps, and so accepts; `answers` the domains whose stored answers it keeps;
    /// `partners` the sides that a request to this one goes on to.
    package init(
        source: String, database: SQLDatabase, tables: [FeedTable], answers: [String], peers: [Peer],
        partners: [Peer] = [], faults: [WriteFault] = [], logger: Logger
    ) {
        let all = tables + answers.map(FeedTable.answers)
        let byEntity = Dictionary(all.map { ($0.entity, $0) }) { first, _ in first }
        let positions = Positions(source: source)
        let nudge = Nudge()
        let board = PeerBoard(peers)
        let lease = RelayLease(database)
        let outbox = Outbox(database: database)
        let clients = peers.map(PeerClient.init)
        self.source = source
        self.positions = positions
        self.board = board
        entities = all.map(\.entity)
        journal = Journal(database: database, tables: byEntity, positions: positions, nudge: nudge, faults: faults)
        gate = DryRunGate(database: database, sources: clients, partners: partners.map(PeerClient.init))
        inbox = Inbox(database: database, tables: byEntity, positions: positions)
        relay = Relay(
            database: database, outbox: outbox, positions: positions, nudge: nudge, board: board, lease: lease,
            peers: clients.map {
                PeerRelay(
                    source: source, database: database, outbox: outbox, tables: all, client: $0, lease: lease,
                    board: board, logger: logger)
            },
            logger: logger)
    }

    /// `brokerx_feed_lag_events` and `brokerx_feed_lag_seconds`, per peer.
    package func addGauges(to metrics: Metrics) {
        metrics.addGauges { [board, positions] in
            board.all.flatMap { entry in
                let lag = PeerBoard.lag(entry, position: positions.own)
                return [
                    Metrics.Sample("brokerx_feed_lag_events", [("peer", entry.name)], Double(lag.events)),
                    Metrics.Sample("brokerx_feed_lag_seconds", [("peer", entry.name)], lag.seconds),
                ]
            }
        }
    }
}
