import Glibc
import NIOCore
import TestSupport
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(patient(1)))) struct `A connection` {
    @Test func `delivers what came, once it is asked to`() async throws {
        let pair = try await Pair.make()
        pair.send("hello")
        try await pair.settle()
        #expect(try await pair.log().bytes.isEmpty)
        try await pair.run { $1.read() }
        try await eventually("the bytes come") { try await pair.log().text == "hello" }
        pair.send(" again")
        try await pair.settle()
        #expect(try await pair.log().text == "hello")
        try await pair.run { $1.read() }
        try await eventually("the rest comes") { try await pair.log().text == "hello again" }
        try await pair.end()
    }

    @Test(arguments: [100, 512, 513, 2_048, 5_000, 70_000, 150_000])
    func `delivers a message of any size in order`(size: Int) async throws {
        let pair = try await Pair.make()
        try await pair.run { recorder, connection in
            recorder.readsOn = true
            connection.read()
        }
        let text = String((0..<size).map { Character(UnicodeScalar(UInt8(97 + $0 % 26))) })
        var rest = text[...]
        try await eventually("all is sent") {
            rest = rest.dropFirst(max(0, pair.send(String(rest))))
            return rest.isEmpty
        }
        try await eventually("all has come") { try await pair.log().bytes.count == size }
        #expect(try await pair.log().text == text)
        try await pair.end()
    }

    @Test(arguments: [true, false])
    func `that broke is read to its end, in the background with turns for others between`(inBackground: Bool)
        async throws
    {
        let pair = try await Pair.make()
        let size = 150_000
        try await pair.run { _, connection in connection.isInBackground = inBackground }
        #expect(pair.send(String(repeating: "x", count: size)) == size)
        shutdown(pair.other, CInt(SHUT_RDWR))
        try await eventually("it is closed") { try await pair.log().closes == 1 }
        #expect(try await pair.log().bytes.count == size)
        let count = try #require(await pair.run { recorder, _ in recorder.countAtNextTurn })
        #expect(inBackground ? count < size : count == size)
        try await pair.end()
    }

    @Test func `tells the end of the other half after the bytes before it, and can still write`() async throws {
        let pair = try await Pair.make()
        try await pair.run { recorder, connection in
            recorder.readsOn = true
            connection.read()
        }
        pair.send("the last")
        shutdown(pair.other, CInt(SHUT_WR))
        try await eventually("the end comes") { try await pair.log().inputEnds == 1 }
        let log = try await pair.log()
        #expect(log.text == "the last")
        #expect(log.closes == 0)
        try await pair.run { $1.writeAndFlush(ByteBuffer(string: "answer")) }
        #expect(pair.receive() == Array("answer".utf8))
        try await pair.end()
    }

    @Test func `does not tell an end that nobody has asked to read to`() async throws {
        let pair = try await Pair.make()
        pair.send("bytes")
        shutdown(pair.other, CInt(SHUT_WR))
        try await pair.settle()
        #expect(try await pair.log() == Recorder.Log())
        try await pair.run { $1.read() }
        try await eventually("the bytes come") { try await pair.log().text == "bytes" }
        try await pair.run { $1.read() }
        try await eventually("the end comes") { try await pair.log().inputEnds == 1 }
        try await pair.end()
    }

    @Test func `keeps what the kernel does not take, and says when much is kept`() async throws {
        let pair = try await Pair.make()
        let size = 3 << 20
        try await pair.run { _, connection in
            for part in 0..<48 {
                connection.writeAndFlush(ByteBuffer(repeating: UInt8(part), count: size / 48))
            }
            connection.finishWriting { [unowned connection] in connection.shutOutput() }
        }
        #expect(try await pair.log().writability == [false])
        var received: [UInt8] = []
        try await eventually("all arrives") {
            while let bytes = pair.receive() {
                if bytes.isEmpty { return false }
                received += bytes
            }
            return true
        }
        #expect(received == (0..<48).flatMap { [UInt8](repeating: UInt8($0), count: size / 48) })
        #expect(try await pair.log().writability == [false, true])
        try await pair.end()
    }

    @Test func `sends parts that were written before with those that are flushed`() async throws {
        let pair = try await Pair.make()
        try await pair.run { _, connection in
            connection.write(ByteBuffer(string: "a"))
            connection.write(ByteBuffer(string: "b"))
        }
        #expect(pair.receive() == [])
        try await pair.run { $1.writeAndFlush(ByteBuffer(string: "c")) }
        #expect(pair.receive() == Array("abc".utf8) || pair.receive() == Array("c".utf8))
        try await pair.end()
    }

    @Test func `that breaks while it is written to delivers what came before`() async throws {
        let pair = try await Pair.make()
        pair.send("refused")
        close(pair.other)
        // Nobody reads: a closed Unix socket is noticed as a hang-up or by the write, whichever comes first.
        try await pair.run { $1.writeAndFlush(ByteBuffer(string: "body")) }
        try await eventually("it is closed") { try await pair.log().closes == 1 }
        #expect(try await pair.log().text == "refused")
        try await pair.loop.shutdownGracefully()
    }

    @Test func `tells its owner once that it is closed, and does nothing afterwards`() async throws {
        let pair = try await Pair.make()
        try await pair.run { _, connection in
            connection.close()
            connection.close()
            connection.read()
            connection.write(ByteBuffer(string: "x"))
            connection.writeAndFlush(ByteBuffer(string: "x"))
            connection.finishWriting { Issue.record("a closed connection has written") }
            connection.shutOutput()
        }
        #expect(try await pair.log().closes == 1)
        #expect(pair.receive() == nil)
        try await pair.end()
    }

    @Test func `may be closed by its owner in the middle of what it delivers`() async throws {
        let pair = try await Pair.make()
        final class Closer: ConnectionOwner {
            var connection: Connection?
            func connectionReceived(_ bytes: ByteBuffer) { connection?.close() }
            func connectionPaused() { Issue.record("paused after the close") }
            func connectionWritabilityChanged(_ isWritable: Bool) {}
            func connectionInputEnded() { Issue.record("ended after the close") }
            func connectionClosed() { connection = nil }
        }
        try await pair.run { _, connection in
            let closer = Closer()
            closer.connection = connection
            connection.serve(closer)
            connection.read()
        }
        pair.send("x")
        try await eventually("it closes") { pair.receive() == nil }
        try await pair.end()
    }

    @Test func `knows of news that the loop has not seen`() async throws {
        let pair = try await Pair.make()
        #expect(try await pair.run { $1.hasNews } == false)
        pair.send("x")
        #expect(try await pair.run { $1.hasNews })
        try await pair.end()
    }
}
