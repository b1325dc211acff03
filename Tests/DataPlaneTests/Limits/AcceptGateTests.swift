import NIOCore
import Synchronization
import TestSupport
import Testing
import Transport

@testable import DataPlane

#if canImport(Glibc)
    import Glibc
#endif

@Suite(.timeLimit(.minutes(patient(1)))) struct AcceptGateTests {
    /// How many more clients there are descriptors for, and who has come.
    private final class Room: Sendable {
        private struct State {
            var free: Int
            var taken: [CInt] = []
            var looks = 0
            var wasFull = false
            var trusted: CInt?
        }

        private let state: Mutex<State>

        init(for count: Int) { state = Mutex(State(free: count)) }

        var taken: Int { state.withLock(\.taken.count) }
        var looks: Int { state.withLock(\.looks) }
        /// A number by which the table was judged although it had gaps.
        var trusted: CInt? { state.withLock(\.trusted) }

        func take(_ socket: AcceptedSocket) {
            state.withLock {
                $0.taken.append(socket.descriptor)
                $0.free -= 1
            }
        }

        func isFree(_ newest: CInt?) -> Bool {
            state.withLock {
                $0.looks += 1
                if $0.wasFull, let newest { $0.trusted = newest }
                if $0.free == 0 { $0.wasFull = true }
                return $0.free > 0
            }
        }

        func make(_ count: Int) { state.withLock { $0.free += count } }

        deinit {
            for descriptor in state.withLock(\.taken) { close(descriptor) }
        }
    }

    @Test func `who finds no room waits in the queue, and comes in when there is some, noticed or not`() async throws {
        let loop = try SocketLoop.start("test")
        let socket = try ListeningSocket.bind(host: "127.0.0.1", port: 0, backlog: 16)
        let port = ListeningSocket.port(of: socket)
        let admission = Admission()
        let room = Room(for: 2)
        let gate = try await Resident.make(on: loop) {
            let gate = AcceptGate(socket, on: loop, admission: admission, hasRoom: room.isFree, take: room.take)
            gate.open()
            return gate
        }
        var clients: [RawClient] = []
        for _ in 0..<5 { clients.append(try await .connect(port: port)) }
        try await eventually("two are in") { room.taken == 2 }
        #expect(admission.pauses == 1)

        // A client leaves, and there is room for one.
        room.make(1)
        admission.leave(nil, .admitted)
        try await eventually("one more is in") { room.taken == 3 }
        #expect(admission.pauses == 2)

        // Others than clients give something back, of which nobody tells.
        room.make(1)
        try await eventually("the fourth is in") { room.taken == 4 }
        // Meanwhile it looks a few times a second, not all the time.
        #expect(room.looks < 200)

        room.make(10)
        try await eventually("all are in") { room.taken == 5 }
        #expect(room.trusted == nil, "a number that filled a gap says nothing of what is free behind it")
        await gate.ask { $0.close() }
        for client in clients { await client.close() }
        try await loop.shutdownGracefully()
    }

    @Test func `who asks a loop that has ended gets no answer, and does not wait for one`() async throws {
        let loop = try SocketLoop.start("test")
        let number = try await Resident.make(on: loop) { 7 }
        #expect(await number.ask { $0 } == 7)
        try await loop.shutdownGracefully()
        #expect(await number.ask { $0 } == nil)
    }
}
