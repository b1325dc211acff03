import Contract
import Synchronization

/// How far each peer is, for `/internal/feed`, the metrics, and the pruning of the outbox.
final class PeerBoard: Sendable {
    struct Entry: Sendable {
        let name: String
        var url: String
        /// The last own event that the peer is known to have.
        var delivered = 0
        /// When the first event that it does not have was written.
        var waitingSince: Timestamp?
    }

    private let entries: Mutex<[Entry]>

    init(_ peers: [Peer]) {
        entries = Mutex(peers.map { Entry(name: $0.name, url: $0.urls[0]) })
    }

    var all: [Entry] { entries.withLock { $0 } }

    func update(_ name: String, _ change: (inout Entry) -> Void) {
        entries.withLock { entries in
            guard let index = entries.firstIndex(where: { $0.name == name }) else { return }
            change(&entries[index])
        }
    }

    /// Events that the peer does not have, and for how many seconds the first of them has waited.
    static func lag(_ entry: Entry, position: Int) -> (events: Int, seconds: Double) {
        let events = max(0, position - entry.delivered)
        guard events > 0, let since = entry.waitingSince else { return (events, 0) }
        return (events, Double(max(0, Timestamp.now().milliseconds - since.milliseconds)) / 1000)
    }
}
