import HTTPWire
import NIOCore
import NIOPosix
import Routing

/// Asks an instance whether it is well: a GET of its health path, or a mere connection where it has none.
///
/// Runs on the coordinator's loop, away from all requests.
struct Prober {
    let loop: any EventLoop

    /// For a mere connection.
    private static let connectTimeout = TimeAmount.seconds(1)

    /// Calls `done` once.
    func probe(_ instance: Target.Instance, _ check: HealthCheck?, done: @escaping (ProbeResult) -> Void) {
        let timeout = check.map { TimeAmount($0.timeout) } ?? Self.connectTimeout
        let connected = instance.connect(on: loop, timeout: timeout)
        let due = NIODeadline.now() + timeout
        connected.hop(to: loop).assumeIsolated().whenComplete { result in
            guard case .success(let channel) = result else { return done(.failed("no connection")) }
            guard let check else {
                channel.close(promise: nil)
                return done(ProbeResult(isWell: true))
            }
            let question = ProbeHandler(check, done: done)
            guard channel.isActive, (try? channel.pipeline.syncOperations.addHandler(question)) != nil else {
                channel.close(promise: nil)
                return done(.failed("the connection was closed"))
            }
            question.ask(instance, channel: channel, until: due)
        }
    }
}

/// One GET of a health path: reads the head of the answer, its body if that speaks of health or may name a build, and
/// closes.
private final class ProbeHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private enum Phase {
        case head
        case body(ResponseHead, BodyScanner, content: [UInt8])
        case done
    }

    /// What is read of a body at most.
    private static let bodyLimit = 64 << 10

    private let check: HealthCheck
    private var done: ((ProbeResult) -> Void)?
    private var phase = Phase.head
    private var parser = ResponseParser()
    private var inbound = ByteBuffer()
    private var timer: Scheduled<Void>?

    init(_ check: HealthCheck, done: @escaping (ProbeResult) -> Void) {
        self.check = check
        self.done = done
    }

    func ask(_ instance: Target.Instance, channel: any Channel, until due: NIODeadline) {
        timer = channel.eventLoop.assumeIsolated().scheduleTask(deadline: due) {
            self.fail("no answer in time", channel)
        }
        let fields = "Host: \(instance.authority)\r\nUser-Agent: ficus\r\nAccept: application/health+json, */*"
        let request = "GET \(check.path) HTTP/1.1\r\n\(fields)\r\nConnection: close\r\n\r\n"
        channel.writeAndFlush(ByteBuffer(string: request), promise: nil)
        channel.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        inbound.writeBuffer(&bytes)
        do {
            try readHead(context.channel)
            try readBody(context.channel)
        } catch {
            fail("its answer is not HTTP", context.channel)
        }
    }

    private func readHead(_ channel: any Channel) throws(WireError) {
        guard case .head = phase else { return }
        while let head = try parser.parse(&inbound) {
            if head.isInterim { continue }
            guard ProbeResult.speaksOfHealth(head) || ProbeResult.mayTellBuild(head) else {
                return judge(head, [], channel)
            }
            phase = .body(head, BodyScanner(head.framing(answering: .get)), content: [])
            return
        }
    }

    private func readBody(_ channel: any Channel) throws(WireError) {
        guard case .body(let head, var scanner, var content) = phase else { return }
        let bytes = inbound
        let progress = try scanner.scan(bytes) { range in
            content +=
                bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count)?.readableBytesView
                .map(\.self) ?? []
        }
        inbound.moveReaderIndex(forwardBy: progress.consumed)
        phase = .body(head, scanner, content: content)
        if progress.isComplete || scanner.isComplete {
            judge(head, content, channel)
        } else if content.count > Self.bodyLimit {
            fail("its health is too long", channel)
        }
    }

    private func judge(_ head: ResponseHead, _ content: [UInt8], _ channel: any Channel) {
        finish(ProbeResult(head, body: content, expected: check.expected), channel)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.read()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .body(let head, let scanner, let content) = phase, scanner.mayEndByClose {
            judge(head, content, context.channel)
        } else {
            fail("the connection was closed", context.channel)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail("the connection broke", context.channel)
    }

    /// A body that would only have named a build is not missed.
    private func fail(_ cause: String, _ channel: any Channel) {
        if case .body(let head, _, _) = phase, !ProbeResult.speaksOfHealth(head) { return judge(head, [], channel) }
        finish(.failed(cause), channel)
    }

    private func finish(_ result: ProbeResult, _ channel: any Channel) {
        phase = .done
        timer?.cancel()
        timer = nil
        let done = done
        self.done = nil
        if done != nil { channel.close(promise: nil) }
        done?(result)
    }
}
