import NIOCore

/// One connection of a fake target: reads requests with little ceremony and runs the steps of their answers in order.
final class FakeTargetHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let connection: Int
    private let behaviour: FakeTarget.Behaviour
    private let record: FakeTargetRecord
    private var bytes: [UInt8] = []
    private var number = 0
    /// Bytes of a body to throw away, for a target that answers on the head.
    private var bodyLeft = 0
    private var steps: [FakeAnswer.Step] = []
    private var isRunning = false
    private var isClosed = false
    /// What to do when the socket takes bytes again.
    private var whenWritable: (() -> Void)?

    init(connection: Int, behaviour: FakeTarget.Behaviour, record: FakeTargetRecord) {
        self.connection = connection
        self.behaviour = behaviour
        self.record = record
    }

    func channelActive(context: ChannelHandlerContext) {
        switch behaviour {
        case .answering, .answeringHeads:
            let channel = context.channel
            channel.setOption(.autoRead, value: true).whenSuccess { channel.read() }
        case .neverReading: break
        case .readingSlowly(let bytesPerSecond):
            try? context.channel.syncOptions?.setOption(
                .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 1))
            try? context.channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
            let pause = TimeAmount.nanoseconds(1_000_000_000 / Int64(max(bytesPerSecond, 1)))
            context.eventLoop.scheduleRepeatedTask(initialDelay: pause, delay: pause) {
                [channel = context.channel] task in
                if channel.isActive { channel.read() } else { task.cancel() }
            }
        case .closingOnAccept: context.close(promise: nil)
        case .resettingOnAccept: _ = Linger.reset(context.channel)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        record.received(buffer.readableBytes)
        if case .readingSlowly = behaviour { return }
        bytes += buffer.readableBytesView
        parse(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent, steps.isEmpty, !isRunning {
            context.close(promise: nil)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable, let resume = whenWritable else { return }
        whenWritable = nil
        resume()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        isClosed = true
        record.closed(connection)
    }

    private func parse(_ context: ChannelHandlerContext) {
        while !isClosed {
            let discarded = min(bodyLeft, bytes.count)
            bytes.removeFirst(discarded)
            bodyLeft -= discarded
            guard bodyLeft == 0, let head = RawHead(bytes) else { return }
            let answer: @Sendable (FakeRequest) -> FakeAnswer
            var body: [UInt8] = []
            var end = head.length
            // The latest behaviour counts, so that a test can change the answers of open connections.
            switch record.behaviour {
            case .answering(let current):
                answer = current
                if head.isChunked {
                    guard let chunks = try? RawHead.dechunk(bytes, from: head.length) else { return }
                    (body, end) = chunks
                } else if let length = try? head.contentLength, length > 0 {
                    guard bytes.count >= head.length + length else { return }
                    end = head.length + length
                    body = Array(bytes[head.length..<end])
                }
            case .answeringHeads(let current):
                answer = current
                bodyLeft = head.isChunked ? .max : ((try? head.contentLength) ?? 0)
            case .neverReading, .readingSlowly, .closingOnAccept, .resettingOnAccept: return
            }
            let parts = head.startLine.split(separator: " ")
            let request = FakeRequest(
                method: parts.first.map(String.init) ?? "", path: parts.count > 1 ? String(parts[1]) : "",
                fields: head.fields, body: body, head: Array(bytes[..<head.length]),
                bytes: Array(bytes[..<end]), connection: connection, number: number)
            number += 1
            bytes.removeFirst(end)
            record.received(request)
            steps += answer(request).steps
            run(context)
        }
    }

    /// Runs steps until one has to wait; that one calls back.
    private func run(_ context: ChannelHandlerContext) {
        guard !isRunning else { return }
        isRunning = true
        proceed(context)
    }

    private func proceed(_ context: ChannelHandlerContext) {
        let loop = context.eventLoop.assumeIsolated()
        while !isClosed, !steps.isEmpty {
            switch steps.removeFirst() {
            case .bytes(let bytes): write(bytes, context)
            case .trickle(let bytes, let interval):
                guard let first = bytes.first else { continue }
                write([first], context)
                steps.insert(.trickle(Array(bytes.dropFirst()), every: interval), at: 0)
                loop.scheduleTask(in: TimeAmount(interval)) { self.proceed(context) }
                return
            case .endless(let bytes):
                steps.insert(.endless(bytes), at: 0)
                write(bytes, context)
                if context.channel.isWritable {
                    loop.execute { self.proceed(context) }
                } else {
                    whenWritable = { self.proceed(context) }
                }
                return
            case .pause(let duration):
                loop.scheduleTask(in: TimeAmount(duration)) { self.proceed(context) }
                return
            case .wait(let latch):
                let promise = context.eventLoop.makePromise(of: Void.self)
                latch.whenOpen { promise.succeed() }
                promise.futureResult.assumeIsolated().whenSuccess { self.proceed(context) }
                return
            case .hang: return
            case .close:
                context.close(promise: nil)
                return
            case .reset:
                _ = Linger.reset(context.channel)
                return
            }
        }
        isRunning = false
    }

    private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        record.sent(bytes.count)
        context.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
    }
}
