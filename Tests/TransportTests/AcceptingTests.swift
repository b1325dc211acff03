import Glibc
import NIOCore
import TestSupport
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(patient(1)))) struct `Accepting and connecting` {
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

    private func connect(
        _ loop: SocketLoop, _ address: SocketAddress, timeout: TimeAmount = .seconds(10)
    ) async throws -> NIOLoopBound<Connection> {
        let promise = loop.makePromise(of: NIOLoopBound<Connection>.self)
        loop.execute {
            Connection.open(to: address, on: loop, timeout: timeout) { result in
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

    @Test func `a descriptor that the system has not got is asked for again when the owner says so, not before`()
        async throws
    {
        /// What the system says, one after the other; in the end, that none waits.
        final class Script {
            var answers: [CInt] = [ECONNABORTED, EPROTO, EINTR, EMFILE, ENFILE, ENOBUFS, ENOMEM]
            var asked = 0
            var failures: [CInt] = []
            var acceptor: Acceptor?
        }
        let loop = try SocketLoop.start("test")
        let socket = try ListeningSocket.bind(host: "127.0.0.1", port: 0, backlog: 16)
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: ListeningSocket.port(of: socket))
        let bound = try await loop.submit {
            let script = Script()
            script.acceptor = Acceptor(
                socket, on: loop,
                next: { [unowned script] listener throws(IOError) in
                    script.asked += 1
                    if script.answers.isEmpty { return try AcceptedSocket.next(of: listener) }
                    throw IOError(errnoCode: script.answers.removeFirst(), reason: "test")
                },
                accepted: { [unowned script] accepted in
                    close(accepted.descriptor)
                    script.failures.append(0)
                    return .more
                },
                failed: { [unowned script] in script.failures.append($0.errnoCode) })
            script.acceptor?.resume()
            return NIOLoopBound(script, eventLoop: loop)
        }.get()
        let client = try await connect(loop, address)
        // The first three concern one connection, and the next is looked at; each of the others pauses.
        for (number, code) in [EMFILE, ENFILE, ENOBUFS, ENOMEM].enumerated() {
            try await eventually("it says what is wanting") {
                try await loop.submit { bound.value.failures.last }.get() == code
            }
            // The connection still waits, and nobody asks for it.
            for _ in 0..<3 { try await loop.submit {}.get() }
            #expect(try await loop.submit { bound.value.asked }.get() == 4 + number)
            #expect(try await loop.submit { bound.value.acceptor?.resume() }.get() == true)
        }
        try await eventually("it is accepted") { try await loop.submit { bound.value.failures.last }.get() == 0 }
        try await loop.submit {
            client.value.close()
            bound.value.acceptor?.close()
        }.get()
        try await loop.shutdownGracefully()
    }

    @Test func `a connection that nobody answers fails at its deadline`() async throws {
        let loop = try SocketLoop.start("test")
        let socket = try ListeningSocket.bind(host: "127.0.0.1", port: 0, backlog: 0)
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: ListeningSocket.port(of: socket))
        // Nobody accepts: when the queue is full the kernel does not answer any more.
        var failure: IOError?
        var connections: [NIOLoopBound<Connection>] = []
        while failure == nil, connections.count < 64 {
            do { connections.append(try await connect(loop, address, timeout: .milliseconds(50))) } catch {
                failure = error as? IOError
            }
        }
        #expect(failure?.errnoCode == ETIMEDOUT)
        #expect(connections.count < 64)
        try await loop.shutdownGracefully()
        close(socket)
    }

    @Test(arguments: [TimeAmount.zero, .nanoseconds(-1), .nanoseconds(.min)])
    func `a deadline that has passed ends the attempt, not the loop`(timeout: TimeAmount) async throws {
        let loop = try SocketLoop.start("test")
        let (door, address) = try await open(loop, host: "127.0.0.1")
        // Who is faster is not said; there is an answer.
        _ = try? await connect(loop, address, timeout: timeout)
        _ = try await connect(loop, address)
        try await loop.submit { door.value.acceptor?.close() }.get()
        try await loop.shutdownGracefully()
    }

    @Test func `a Unix socket whose queue is full is waited for`() async throws {
        let loop = try SocketLoop.start("test")
        let folder = try TemporaryFolder()
        let path = folder.path("socket")
        let address = try SocketAddress(unixDomainSocketPath: path)
        let listener = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
        #expect(address.withSockAddr { bind(listener, $0, socklen_t($1)) } == 0)
        #expect(listen(listener, 0) == 0)
        _ = try await connect(loop, address)
        await #expect(throws: IOError.self) { _ = try await connect(loop, address, timeout: .milliseconds(20)) }
        async let second = connect(loop, address)
        var count = 0
        try await eventually("both are accepted") {
            while let accepted = try? AcceptedSocket.next(of: listener) {
                close(accepted.descriptor)
                count += 1
            }
            return count == 2
        }
        _ = try await second
        try await loop.shutdownGracefully()
        close(listener)
    }

    @Test func `a port that is connected to itself is one where nobody listens`() throws {
        let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var address = try SocketAddress(ipAddress: "127.0.0.1", port: 0)
        #expect(address.withSockAddr { bind(descriptor, $0, socklen_t($1)) } == 0)
        address.port = ListeningSocket.port(of: descriptor)
        #expect(address.withSockAddr { Glibc.connect(descriptor, $0, socklen_t($1)) } == 0)
        #expect(StreamSocket(descriptor).isConnectedToItself)

        var ends: [CInt] = [0, 0]
        #expect(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        #expect(!StreamSocket(ends[0]).isConnectedToItself)
    }
}
