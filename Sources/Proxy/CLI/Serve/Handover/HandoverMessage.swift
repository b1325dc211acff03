import ControlPlane
import Foundation
import Routing
import Store
import Supervision

/// What a process that serves (the predecessor) and one that is to serve (the successor) say to each other.
///
///     successor                           predecessor
///        | takeOver ------------------------> |   serves and writes
///        | <------- sockets, with descriptors |
///        | prepared ------------------------> |   stops the admin API, writes what waits, closes the store
///        | <------------------------ released |   serves with the table in force
///     opens the store, makes all ready        |
///        | serving -------------------------> |   accepts no more
///     accepts <------------------------- yours |   drains
///        | states (after each flip) --------> |   puts them in force for what is still under way
///        | <------------------------- adopted |
///                                             x   ends
///
/// Whoever fails hangs up. A predecessor that has not heard `serving` opens the store again and goes on as before.
enum HandoverMessage: Codable, Sendable {
    case takeOver
    case sockets([HandedSocket])
    case prepared
    case released
    case serving(process: Int32)
    /// Who connects from now on is the successor's; never do two accept from one socket at the same time.
    case yours
    /// The status of each unit.
    case states([String: RouteStatus])
    case adopted
    /// An operator asks the process that serves to start its own successor.
    case restart
    case restarted(process: Int32)
    /// No, with the reason.
    case refused(String)
}

/// A listening socket on its way: what it is for, and how its address was written.
struct HandedSocket: Codable, Sendable, Hashable {
    enum Role: String, Codable, Sendable {
        case listen, admin
    }

    let role: Role
    let host: String
    /// As it was asked for; 0 is any.
    let wanted: Int
    /// The one that it has.
    let port: Int

    init(_ role: Role, _ address: HostPort, _ socket: ListeningSocket) {
        self.role = role
        host = address.host
        wanted = address.port
        port = socket.port
    }

    /// Whether somebody who wants to listen at `address` can use it.
    func serves(_ address: HostPort) -> Bool {
        address.host == host && (address.port == wanted || address.port == port)
    }
}

extension Courier {
    /// Sends a message without blocking the caller's thread.
    func send(_ message: HandoverMessage, _ descriptors: [Int32] = []) async throws {
        let bytes = Array(try JSONEncoder().encode(message))
        try await blocking { Result { () throws(SystemError) in try self.send(bytes, descriptors: descriptors) } }.get()
    }

    /// The next message; nil when the other side has hung up.
    func next() async throws -> (message: HandoverMessage, descriptors: [Int32])? {
        let received = await blocking { Result { () throws(SystemError) in try self.receive() } }
        guard let (bytes, descriptors) = try received.get() else { return nil }
        return (try JSONDecoder().decode(HandoverMessage.self, from: Data(bytes)), descriptors)
    }
}
