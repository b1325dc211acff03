import Glibc
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import Transport

/// Many connections, many pieces, and those who want all for themselves.
@Suite(.timeLimit(.minutes(patient(2)))) struct `Traffic on a loop` {
    /// Another pair on the loop of one that is there.
    private func another(beside pair: Pair) async throws -> Pair {
        var ends: [CInt] = [0, 0]
        #expect(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0, &ends) == 0)
        return try await Pair(pair.loop, own: ends[0], other: ends[1])
    }

    @Test func `that comes octet by octet is whole`() async throws {
        let pair = try await Pair.make()
        try await pair.run { recorder, connection in
            recorder.readsOn = true
            connection.read()
        }
        let text = String((0..<3_000).map { Character(UnicodeScalar(UInt8(97 + $0 % 26))) })
        for character in text { try await eventually("it is sent") { pair.send(String(character)) == 1 } }
        try await eventually("all has come") { try await pair.log().bytes.count == text.utf8.count }
        #expect(try await pair.log().text == text)
        try await pair.end()
    }

    @Test func `that is read octet by octet is whole`() async throws {
        let pair = try await Pair.make()
        let parts = (0..<200).map { ByteBuffer(repeating: UInt8($0), count: $0 * 7) }
        try await pair.run { _, connection in
            for (number, part) in parts.enumerated() {
                if number % 3 == 0 { connection.writeAndFlush(part) } else { connection.write(part) }
            }
            connection.finishWriting { [unowned connection] in connection.shutOutput() }
        }
        var received: [UInt8] = []
        try await eventually("all arrives") {
            var octet: UInt8 = 0
            while true {
                switch recv(pair.other, &octet, 1, 0) {
                case 1: received.append(octet)
                case 0: return true
                default: return false
                }
            }
        }
        #expect(received == parts.flatMap { Array($0.readableBytesView) })
        try await pair.end()
    }

    @Test func `of nothing is nothing`() async throws {
        let pair = try await Pair.make()
        let isDone = try await pair.run { _, connection in
            var isDone = false
            connection.write(ByteBuffer())
            connection.writeAndFlush(ByteBuffer())
            connection.finishWriting { isDone = true }
            return isDone
        }
        #expect(isDone)
        // Behind bytes that the kernel has not taken, too.
        try await pair.run { _, connection in
            while connection.unwrittenBytes == 0 { connection.writeAndFlush(ByteBuffer(repeating: 1, count: 1 << 20)) }
            connection.writeAndFlush(ByteBuffer())
            connection.finishWriting { [unowned connection] in connection.close() }
        }
        try await eventually("all is taken") {
            while let bytes = pair.receive() {
                if bytes.isEmpty { return false }
            }
            return true
        }
        try await pair.end()
    }

    @Test func `without end on one connection leaves room for others, for timers and for tasks`() async throws {
        let pair = try await Pair.make()
        try await pair.run { _, connection in
            let sink = Sink()
            sink.connection = connection
            connection.serve(sink)
            connection.read()
        }
        // On a thread of its own: those that tests share are few.
        let isOver = Atomic(false)
        defer { isOver.store(true, ordering: .relaxed) }
        let flood = Latch()
        let hasBegun = startThread {
            let bytes = [UInt8](repeating: 7, count: 64 << 10)
            while !isOver.load(ordering: .relaxed) {
                _ = Glibc.send(pair.other, bytes, bytes.count, CInt(MSG_NOSIGNAL))
            }
            flood.open()
        }
        #expect(hasBegun)
        let quiet = try await another(beside: pair)
        try await quiet.run { _, connection in
            let echo = Echo()
            echo.connection = connection
            connection.serve(echo)
            connection.read()
        }
        for number in 0..<50 {
            quiet.send("ping \(number)")
            try await eventually("it comes back") { quiet.receive().map { !$0.isEmpty } ?? false }
            try await pair.loop.scheduleTask(in: .microseconds(100)) {}.futureResult.get()
        }
        isOver.store(true, ordering: .relaxed)
        await flood.wait()
        close(quiet.other)
        try await pair.end()
    }

    @Test func `on hundreds of connections with more to read reaches each of them in its turn`() async throws {
        let pair = try await Pair.make()
        var pairs: [Pair] = []
        for _ in 0..<200 { pairs.append(try await another(beside: pair)) }
        let piece = String(repeating: "x", count: 60_000)
        for pair in pairs { pair.send(piece) }
        for pair in pairs {
            try await pair.run { recorder, connection in
                recorder.readsOn = true
                connection.read()
            }
        }
        for pair in pairs {
            try await eventually("all has come") { try await pair.log().bytes.count == piece.utf8.count }
        }
        for pair in pairs { close(pair.other) }
        try await pair.end()
    }

    @Test func `for a connection that is gone reaches none that has its descriptor by now`() async throws {
        let pair = try await Pair.make()
        let bound = try await pair.run { _, first in
            var ends: [CInt] = [0, 0]
            #expect(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0, &ends) == 0)
            let second = try Connection(ends[0], on: first.loop)
            let taker = Taker(first, closes: second, otherEnd: ends[1])
            first.serve(taker)
            first.read()
            // Both come with one wait, because this is one task.
            pair.send("first")
            #expect(Glibc.send(ends[1], "second", 6, CInt(MSG_NOSIGNAL)) == 6)
            return NIOLoopBound(taker, eventLoop: first.loop)
        }
        try await eventually("the first has closed the second") {
            try await pair.loop.submit { bound.value.heir != nil }.get()
        }
        try await pair.settle()
        #expect(try await pair.loop.submit { bound.value.recorder.log }.get() == Recorder.Log())
        try await pair.loop.submit { bound.value.end() }.get()
        try await pair.end()
    }
}

/// Takes what comes and asks for more.
private final class Sink: ConnectionOwner {
    var connection: Connection?
    func connectionReceived(_ bytes: ByteBuffer) {}
    func connectionPaused() { connection?.read() }
    func connectionInputEnded() { connection?.close() }
    func connectionWritabilityChanged(_ isWritable: Bool) {}
    func connectionClosed() { connection = nil }
}

/// Sends back what comes.
private final class Echo: ConnectionOwner {
    var connection: Connection?
    func connectionReceived(_ bytes: ByteBuffer) { connection?.writeAndFlush(bytes) }
    func connectionPaused() { connection?.read() }
    func connectionInputEnded() { connection?.close() }
    func connectionWritabilityChanged(_ isWritable: Bool) {}
    func connectionClosed() { connection = nil }
}

/// Closes another connection when bytes come, and opens one that gets its descriptor, unless another thread is faster.
private final class Taker: ConnectionOwner {
    let recorder = Recorder()
    private(set) var heir: Connection?
    private let first: Connection
    private let victim: Connection
    private var ends: [CInt]

    init(_ first: Connection, closes victim: Connection, otherEnd: CInt) {
        self.first = first
        self.victim = victim
        ends = [otherEnd]
    }

    func connectionReceived(_ bytes: ByteBuffer) {
        victim.close()
        var pair: [CInt] = [0, 0]
        guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0, &pair) == 0 else { return }
        ends.append(pair[1])
        heir = try? Connection(pair[0], on: first.loop)
        heir?.serve(recorder)
        heir?.read()
    }

    func end() {
        heir?.close()
        for end in ends { close(end) }
    }

    func connectionPaused() {}
    func connectionInputEnded() {}
    func connectionWritabilityChanged(_ isWritable: Bool) {}
    func connectionClosed() {}
}
