import NIOCore
import NIOPosix

/// A TCP client which sends exactly the bytes it is given and reads exactly what comes, every read with a deadline.
///
///     let client = try await RawClient.connect(port: proxy.port)
///     try await client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
///     let answer = try await client.readAnswer()
package final class RawClient: Sendable {
    private let channel: any Channel
    private let inbox: RawInbox

    private init(channel: any Channel, inbox: RawInbox) {
        self.channel = channel
        self.inbox = inbox
    }

    deinit {
        channel.close(promise: nil)
    }

    /// Connects to loopback. With `reading: false` nothing is read until `startReading()`: a client which stalls.
    package static func connect(port: Int, host: String = "127.0.0.1", reading: Bool = true) async throws -> RawClient {
        let inbox = RawInbox()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: reading)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connectTimeout(.seconds(5))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RawInboxHandler(inbox: inbox))
                }
            }
            .connect(host: host, port: port).get()
        return RawClient(channel: channel, inbox: inbox)
    }

    package func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    package func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    /// Sends the end of the stream (FIN); answers can still be read.
    package func finishSending() async throws {
        try await channel.close(mode: .output).get()
    }

    package func startReading() async throws {
        try await channel.setOption(.autoRead, value: true).get()
        channel.read()
    }

    package func close() async {
        try? await channel.close().get()
    }

    /// Closes with a reset (RST) instead of an orderly end.
    package func reset() async {
        try? await Linger.reset(channel).get()
    }

    /// How many bytes have come so far, read or not.
    package var receivedCount: Int { inbox.receivedCount }

    /// True once the peer has ended or reset the connection.
    package var isEnded: Bool { inbox.isEnded }

    /// True once the connection has ended otherwise than in order.
    package var isBroken: Bool { inbox.isBroken }

    /// The next answer; `method` is the request's, because an answer to HEAD has no body.
    package func readAnswer(to method: String = "GET", within deadline: Duration = .seconds(10)) async throws
        -> RawAnswer
    {
        try await inbox.take("an answer", within: deadline, on: channel.eventLoop) { bytes, ended in
            try RawAnswer.parse(bytes, to: method, ended: ended).map { ($0.answer, $0.length) }
        }
    }

    /// Exactly `count` bytes.
    package func read(_ count: Int, within deadline: Duration = .seconds(10)) async throws -> [UInt8] {
        try await inbox.take("\(count) bytes", within: deadline, on: channel.eventLoop) { bytes, _ in
            bytes.count >= count ? (Array(bytes[..<count]), count) : nil
        }
    }

    /// Everything until the peer ends the connection, orderly or by a reset.
    package func readToEnd(within deadline: Duration = .seconds(10)) async throws -> [UInt8] {
        try await inbox.take("the end", within: deadline, on: channel.eventLoop) { bytes, ended in
            ended ? (bytes, bytes.count) : nil
        }
    }

    /// Throws what has come away, until the end, so that a huge answer costs no memory; gives the count of all bytes.
    package func discardToEnd(within deadline: Duration = .seconds(30)) async throws -> Int {
        inbox.discard()
        return try await inbox.take("the end", within: deadline, on: channel.eventLoop) { [inbox] _, ended in
            ended ? (inbox.receivedCount, 0) : nil
        }
    }
}
