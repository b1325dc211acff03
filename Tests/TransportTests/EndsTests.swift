import Glibc
import NIOCore
import TestSupport
import Testing

@testable import Transport

/// In which order ends, resets and bytes may meet, and what the owner is told.
@Suite(.timeLimit(.minutes(patient(1)))) struct `The end of a connection` {
    /// Writes until the kernel takes no more.
    private func fill(_ pair: Pair) async throws {
        try await pair.run { _, connection in
            while connection.unwrittenBytes == 0 { connection.writeAndFlush(ByteBuffer(repeating: 1, count: 1 << 20)) }
        }
    }

    @Test func `by a reset, seen by a write that was waiting, is no end in order`() async throws {
        let pair = try await Pair.makeTCP()
        try await fill(pair)
        pair.send("half of an answ")
        pair.reset()
        try await eventually("it is closed") { try await pair.log().closes == 1 }
        #expect(try await pair.log().inputEnds == 0)
        try await pair.loop.shutdownGracefully()
    }

    @Test func `by a reset, seen by the next write, is no end in order`() async throws {
        let pair = try await Pair.makeTCP()
        // In one task, so that the loop sees nothing of the reset before the write does.
        try await pair.run { _, connection in
            pair.send("half of an answ")
            pair.reset()
            connection.writeAndFlush(ByteBuffer(string: "body"))
        }
        try await eventually("it is closed") { try await pair.log().closes == 1 }
        let log = try await pair.log()
        #expect(log.text == "half of an answ")
        #expect(log.inputEnds == 0)
        try await pair.loop.shutdownGracefully()
    }

    @Test func `in order before the reset that a write caused is told as such`() async throws {
        let pair = try await Pair.makeTCP()
        pair.send("answer")
        close(pair.other)
        // The first write meets a socket that is gone, and is answered with a reset.
        try await eventually("it is closed") {
            try await pair.run { $1.writeAndFlush(ByteBuffer(string: "more")) }
            return try await pair.log().closes == 1
        }
        let log = try await pair.log()
        #expect(log.text == "answer")
        #expect(log.inputEnds == 1)
        try await pair.loop.shutdownGracefully()
    }

    @Test(arguments: [true, false])
    func `of both halves is told once, whoever was first`(ownFirst: Bool) async throws {
        let pair = try await Pair.makeTCP()
        try await pair.run { recorder, connection in
            recorder.readsOn = true
            connection.read()
            if ownFirst { connection.shutOutput() }
        }
        if ownFirst { try await eventually("our end has come") { pair.receive() == nil } }
        pair.send("the last")
        shutdown(pair.other, CInt(SHUT_WR))
        try await eventually("the end comes") { try await pair.log().inputEnds == 1 }
        if !ownFirst { try await pair.run { $1.shutOutput() } }
        try await eventually("it is closed") { try await pair.log().closes == 1 }
        #expect(try await pair.log().text == "the last")
        #expect(try await pair.log().inputEnds == 1)
        try await pair.end()
    }

    @Test func `comes to who only writes, after the other has shut its half and gone`() async throws {
        let pair = try await Pair.makeTCP()
        try await pair.run { $1.read() }
        shutdown(pair.other, CInt(SHUT_WR))
        try await eventually("the end comes") { try await pair.log().inputEnds == 1 }
        close(pair.other)
        try await eventually("it is closed") {
            try await pair.run { $1.writeAndFlush(ByteBuffer(string: "x")) }
            return try await pair.log().closes == 1
        }
        #expect(try await pair.log().inputEnds == 1)
        try await pair.loop.shutdownGracefully()
    }

    @Test func `comes although the other side reads no more and writes without end`() async throws {
        let pair = try await Pair.make()
        // Only a Unix socket tells the other side that nobody reads.
        shutdown(pair.other, CInt(SHUT_RD))
        let flood = Task.detached {
            let bytes = [UInt8](repeating: 7, count: 64 << 10)
            while true {
                let count = Glibc.send(pair.other, bytes, bytes.count, CInt(MSG_NOSIGNAL))
                if count < 0, errno != EAGAIN { return }
                if Task.isCancelled { return }
            }
        }
        try await pair.run { $1.writeAndFlush(ByteBuffer(string: "body")) }
        try await eventually("it is closed") { try await pair.log().closes == 1 }
        flood.cancel()
        await flood.value
        try await pair.end()
    }

    @Test func `that its owner makes inside a call leaves nothing to be told`() async throws {
        final class Closer: ConnectionOwner {
            var connection: Connection?
            var told: [String] = []
            func connectionReceived(_ bytes: ByteBuffer) { told.append("received") }
            func connectionPaused() { told.append("paused") }
            func connectionInputEnded() { told.append("ended") }
            func connectionClosed() { told.append("closed") }
            func connectionWritabilityChanged(_ isWritable: Bool) {
                told.append("writability")
                connection?.finishWriting { Issue.record("a closed connection has written") }
                connection?.close()
            }
        }
        let pair = try await Pair.make()
        let told = try await pair.run { _, connection in
            let closer = Closer()
            closer.connection = connection
            connection.serve(closer)
            while connection.isOpen { connection.writeAndFlush(ByteBuffer(repeating: 1, count: 1 << 20)) }
            return closer.told
        }
        #expect(told == ["writability", "closed"])
        try await pair.end()
    }
}
