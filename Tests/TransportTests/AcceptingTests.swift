import Glibc
import NIOCore
import TestSupport
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1))) struct `Accepting and connecting` {
    /// A loop with a listening socket on some port, and an acceptor that counts.
    private final class Door {
        var acceptor: Acceptor?
        var accepted: [AcceptedSocket] = []
        var wish = Acceptor.Wish.more
    }

    private func open(_ loop: SocketLoop, host: String) async throws -> (NIOLoopBound<Door>, SocketAddress) {
        let socket = try ListeningSocket.bind(host: host, port: 0, backlog: 16)
        let address = try SocketAddress(ipAddress: host, port: ListeningSocket.port(of: socket))
        let door = try await loop.submit {
            let door = Door()
            door.acceptor = Acceptor(socket, on: loop) { [unowned door] accepted in
                door.accepted.append(accepted)
                return door.wish
            } failed: {
                Issue.record("\($0)")
            }
            door.acceptor?.resume()
            return NIOLoopBound(door, eventLoop: loop)
        }.get()
        return (door, address)
    }

    private func connect(_ loop: SocketLoop, _ address: SocketAddress) async throws -> NIOLoopBound<Connection> {
        let promise = loop.makePromise(of: NIOLoopBound<Connection>.self)
        loop.execute {
            Connection.open(to: address, on: loop, timeout: .seconds(10)) { result in
                promise.completeWith(result.map { NIOLoopBound($0, eventLoop: loop) }.mapError { $0 as any Error })
            }
        }
        return try await promise.futureResult.get()
    }

    @Test(arguments: ["127.0.0.1", "::1"])
    func `both sides of a connection know each other`(host: String) async throws {
        let loop = try SocketLoop.start("test")
        let (door, address) = try await open(loop, host: host)
        let connection = try await connect(loop, address)
        try await eventually("it is accepted") { try await loop.submit { door.value.accepted.count }.get() == 1 }
        let peer = try await loop.submit { door.value.accepted[0].address }.get()
        #expect(peer?.ipAddress == host)
        #expect(try await loop.submit { connection.value.isOpen }.get())
        try await loop.shutdownGracefully()
    }

    @Test func `a pause leaves connections in the queue, and nothing is lost by it`() async throws {
        let loop = try SocketLoop.start("test")
        let (door, address) = try await open(loop, host: "127.0.0.1")
        try await loop.submit { door.value.wish = .pause }.get()
        for _ in 0..<3 { _ = try await connect(loop, address) }
        try await loop.submit {}.get()
        #expect(try await loop.submit { door.value.accepted.count }.get() == 1)
        try await loop.submit {
            door.value.wish = .more
            door.value.acceptor?.resume()
        }.get()
        try await eventually("all are accepted") { try await loop.submit { door.value.accepted.count }.get() == 3 }
        try await loop.shutdownGracefully()
    }

    @Test func `where nobody listens there is no connection, and the caller learns it later`() async throws {
        let loop = try SocketLoop.start("test")
        let socket = try ListeningSocket.bind(host: "127.0.0.1", port: 0, backlog: 1)
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: ListeningSocket.port(of: socket))
        close(socket)
        await #expect(throws: IOError.self) { _ = try await connect(loop, address) }
        let missing = try SocketAddress(unixDomainSocketPath: "/nowhere/at/all")
        await #expect(throws: IOError.self) { _ = try await connect(loop, missing) }
        try await loop.shutdownGracefully()
    }

    @Test func `a close that resets is seen as a reset`() async throws {
        let loop = try SocketLoop.start("test")
        let (door, address) = try await open(loop, host: "127.0.0.1")
        let connection = try await connect(loop, address)
        let recorder = try await loop.submit {
            let recorder = Recorder()
            recorder.connection = connection.value
            connection.value.serve(recorder)
            return NIOLoopBound(recorder, eventLoop: loop)
        }.get()
        try await eventually("it is accepted") { try await loop.submit { door.value.accepted.count }.get() == 1 }
        try await loop.submit {
            let accepted = try Connection(door.value.accepted[0].descriptor, on: loop)
            accepted.writeAndFlush(ByteBuffer(string: "half of an answ"))
            accepted.resetWhenClosed()
            accepted.close()
        }.get()
        // Nobody reads, and it is noticed all the same.
        try await eventually("it is closed") { try await loop.submit { recorder.value.log.closes }.get() == 1 }
        #expect(try await loop.submit { recorder.value.log.inputEnds }.get() == 0)
        try await loop.shutdownGracefully()
    }
}
