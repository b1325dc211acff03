import NIOCore
import NIOPosix
import Synchronization

/// A name server on loopback that answers as a test says, over UDP and TCP at one port.
final class FakeNameServer: Sendable {
    /// How it answers one question.
    enum Reply: Sendable {
        case records([Record])
        case code(UInt8)
        /// Over UDP says that the answer does not fit; gives it over TCP.
        case tooLong([Record])
        /// Answers of somebody who has not seen the question come first.
        case forged([Record])
        case silence
    }

    struct Record: Sendable {
        var owner: String
        var type: UInt16
        var seconds: UInt32
        var data: [UInt8]

        static func a(_ owner: String, _ address: [UInt8], seconds: UInt32) -> Record {
            Record(owner: owner, type: 1, seconds: seconds, data: address)
        }

        static func cname(_ owner: String, _ name: String, seconds: UInt32) -> Record {
            Record(owner: owner, type: 5, seconds: seconds, data: encoded(name))
        }
    }

    struct Question: Sendable, Equatable {
        let name: String
        let type: UInt16
        var isOverTCP = false
    }

    let port: Int
    private let channels: [any Channel]
    private let state: State

    private final class State: Sendable {
        let reply: Mutex<@Sendable (Question) -> Reply>
        let questions = Mutex<[Question]>([])

        init(_ reply: @escaping @Sendable (Question) -> Reply) { self.reply = Mutex(reply) }

        func answers(to message: [UInt8], isOverTCP: Bool) -> [[UInt8]] {
            guard let (question, rest) = FakeNameServer.question(of: message, isOverTCP) else { return [] }
            questions.withLock { $0.append(question) }
            func answer(_ records: [Record], flags: UInt16 = 0x8180, id: [UInt8]? = nil) -> [UInt8] {
                (id ?? Array(message[..<2])) + words(flags, 1, UInt16(records.count), 0, 0) + rest
                    + records.flatMap(\.octets)
            }
            switch reply.withLock({ $0(question) }) {
            case .records(let records): return [answer(records)]
            case .code(let code): return [answer([], flags: 0x8180 | UInt16(code))]
            case .tooLong(let records): return [isOverTCP ? answer(records) : answer([], flags: 0x8380)]
            case .forged(let records):
                let lie = [Record.a(question.name, [127, 6, 6, 6], seconds: 9)]
                return [answer(lie, id: [message[0] ^ 1, message[1]]), [1, 2, 3], answer(records)]
            case .silence: return []
            }
        }
    }

    private init(_ channels: [any Channel], port: Int, _ state: State) {
        self.channels = channels
        self.port = port
        self.state = state
    }

    deinit { for channel in channels { channel.close(promise: nil) } }

    var questions: [Question] { state.questions.withLock(\.self) }

    func answer(_ reply: @escaping @Sendable (Question) -> Reply) { state.reply.withLock { $0 = reply } }

    static func start(_ reply: @escaping @Sendable (Question) -> Reply) async throws -> FakeNameServer {
        let state = State(reply)
        let group = MultiThreadedEventLoopGroup.singleton
        while true {
            let datagrams = try await DatagramBootstrap(group: group)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            Datagrams { state.answers(to: $0, isOverTCP: false) })
                    }
                }
                .bind(host: "127.0.0.1", port: 0).get()
            let port = datagrams.localAddress?.port ?? 0
            let stream = try? await ServerBootstrap(group: group)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            Stream { state.answers(to: $0, isOverTCP: true) })
                    }
                }
                .bind(host: "127.0.0.1", port: port).get()
            // Another program may have the port for streams.
            if let stream { return FakeNameServer([datagrams, stream], port: port, state) }
            try await datagrams.close()
        }
    }

    private final class Datagrams: ChannelInboundHandler {
        typealias InboundIn = AddressedEnvelope<ByteBuffer>

        private let answers: ([UInt8]) -> [[UInt8]]

        init(_ answers: @escaping ([UInt8]) -> [[UInt8]]) { self.answers = answers }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let question = unwrapInboundIn(data)
            for answer in answers(Array(question.data.readableBytesView)) {
                let envelope = AddressedEnvelope(remoteAddress: question.remoteAddress, data: ByteBuffer(bytes: answer))
                context.channel.writeAndFlush(envelope, promise: nil)
            }
        }
    }

    private final class Stream: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let answers: ([UInt8]) -> [[UInt8]]
        private var inbound = ByteBuffer()

        init(_ answers: @escaping ([UInt8]) -> [[UInt8]]) { self.answers = answers }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            inbound.writeImmutableBuffer(unwrapInboundIn(data))
            guard let message = inbound.readLengthPrefixedSlice(as: UInt16.self) else { return }
            for answer in answers(Array(message.readableBytesView)) {
                context.channel.writeAndFlush(ByteBuffer(bytes: words(UInt16(answer.count)) + answer), promise: nil)
            }
        }
    }

    /// The question of a message, and its bytes.
    private static func question(of message: [UInt8], _ isOverTCP: Bool) -> (Question, rest: [UInt8])? {
        var labels: [String] = []
        var position = 12
        while position < message.count, message[position] > 0 {
            let end = position + 1 + Int(message[position])
            guard end < message.count else { return nil }
            labels.append(String(decoding: message[(position + 1)..<end], as: UTF8.self))
            position = end
        }
        guard position + 5 <= message.count else { return nil }
        let type = UInt16(message[position + 1]) << 8 | UInt16(message[position + 2])
        return (
            Question(name: labels.joined(separator: "."), type: type, isOverTCP: isOverTCP),
            Array(message[12..<(position + 5)])
        )
    }

    static func encoded(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }
}

extension FakeNameServer.Record {
    var octets: [UInt8] {
        FakeNameServer.encoded(owner) + words(type, 1, UInt16(seconds >> 16), UInt16(truncatingIfNeeded: seconds))
            + words(UInt16(data.count)) + data
    }
}

/// Words in network order.
func words(_ words: UInt16...) -> [UInt8] {
    words.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
}
