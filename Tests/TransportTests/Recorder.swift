import Glibc
import NIOCore
import Testing

@testable import Transport

/// An owner that writes down what it is told, for looks from outside.
final class Recorder: ConnectionOwner {
    struct Log: Sendable, Equatable {
        var bytes: [UInt8] = []
        var pauses = 0
        var inputEnds = 0
        var closes = 0
        var writability: [Bool] = []
        var hasWritten = false

        var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    var log = Log()
    var connection: Connection?
    /// Asks for more whenever what it asked for has come.
    var readsOn = false

    /// Bytes that had come when a task ran that the first of them had asked for.
    var countAtNextTurn: Int?

    func connectionReceived(_ bytes: ByteBuffer) {
        let isFirst = log.bytes.isEmpty
        log.bytes += bytes.readableBytesView
        guard isFirst, let connection else { return }
        let own = NIOLoopBound(self, eventLoop: connection.loop)
        connection.loop.execute { own.value.countAtNextTurn = own.value.log.bytes.count }
    }

    func connectionPaused() {
        log.pauses += 1
        if readsOn { connection?.read() }
    }

    func connectionWritabilityChanged(_ isWritable: Bool) { log.writability.append(isWritable) }
    func connectionInputEnded() { log.inputEnds += 1 }
    func connectionClosed() { log.closes += 1 }
}

/// One end of a pair of sockets on a loop, the other one bare.
struct Pair: Sendable {
    let loop: SocketLoop
    /// The bare end; it does not block.
    let other: CInt
    private let recorder: NIOLoopBound<Recorder>

    static func make() async throws -> Pair {
        var ends: [CInt] = [0, 0]
        #expect(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0, &ends) == 0)
        return try await Pair(try SocketLoop.start("test"), own: ends[0], other: ends[1])
    }

    /// The same over TCP, where a reset is another end than a close.
    static func makeTCP() async throws -> Pair {
        let listener = try ListeningSocket.bind(host: "127.0.0.1", port: 0, backlog: 1)
        defer { close(listener) }
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: ListeningSocket.port(of: listener))
        let other = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #expect(address.withSockAddr { connect(other, $0, socklen_t($1)) } == 0)
        _ = fcntl(other, F_SETFL, O_NONBLOCK)
        let own = try AcceptedSocket.next(of: listener).descriptor
        return try await Pair(try SocketLoop.start("test"), own: own, other: other)
    }

    init(_ loop: SocketLoop, own: CInt, other: CInt) async throws {
        self.loop = loop
        self.other = other
        recorder = try await loop.submit {
            let recorder = Recorder()
            let connection = try Connection(own, on: loop)
            recorder.connection = connection
            connection.serve(recorder)
            return NIOLoopBound(recorder, eventLoop: loop)
        }.get()
    }

    /// Runs on the loop, with the recorder and its connection.
    @discardableResult
    func run<Answer: Sendable>(
        _ body: @escaping @Sendable (Recorder, Connection) throws -> Answer
    ) async throws -> Answer {
        try await loop.submit { [recorder] in
            let recorder = recorder.value
            return try body(recorder, try #require(recorder.connection))
        }.get()
    }

    func log() async throws -> Recorder.Log { try await run { recorder, _ in recorder.log } }

    /// Lets the loop look at all that has happened by now.
    func settle() async throws {
        for _ in 0..<3 { try await run { _, _ in } }
    }

    /// Writes to the bare end; how many bytes it took.
    @discardableResult
    func send(_ text: String) -> Int {
        let bytes = Array(text.utf8)
        return Glibc.send(other, bytes, bytes.count, CInt(MSG_NOSIGNAL))
    }

    /// What the bare end has; nil at the end of the connection, empty where nothing waits.
    func receive() -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(other, &bytes, bytes.count, 0)
        return count == 0 ? nil : Array(bytes.prefix(max(0, count)))
    }

    /// Closes the bare end with a reset.
    func reset() {
        StreamSocket(other).resetWhenClosed()
        close(other)
    }

    func end() async throws {
        close(other)
        try await loop.shutdownGracefully()
    }
}
