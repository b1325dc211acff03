/// Who and when: how many different clients, sessions and clock hours the compared exchanges came from.
///
/// The risk that a gate states holds for independent exchanges. Faults that come in clusters (one client, only at night)
/// are not, and no number of exchanges of the same few clients rules them out.
package struct Audience: Sendable, Equatable, Codable {
    package private(set) var clients = DistinctCount()
    package private(set) var sessions = DistinctCount()
    package private(set) var hours = DistinctCount()

    package init() {}

    /// - Parameter time: seconds since 1970.
    package mutating func record(client: UInt64?, session: UInt64?, time: Double) {
        if let client { clients.insert(client) }
        if let session = session ?? client { sessions.insert(session) }
        var hour = SplitMix(seed: UInt64(max(0, time) / 3600))
        hours.insert(hour.next())
    }

    package mutating func merge(_ other: Audience) {
        clients.merge(other.clients)
        sessions.merge(other.sessions)
        hours.merge(other.hours)
    }
}
