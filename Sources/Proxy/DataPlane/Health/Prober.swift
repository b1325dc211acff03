import HTTPWire
import NIOCore
import NIOPosix
import Routing

/// Asks an instance whether it is well: a GET of its health path, or a mere connection where it has none.
///
/// Runs on the coordinator's loop, away from all requests.
struct Prober {
    let loop: any EventLoop
    let timeout: TimeAmount

    /// Calls `done` once: with nil when the instance is well, else with what is wrong, in a few words.
    func probe(_ instance: Target.Instance, path: String?, done: @escaping (String?) -> Void) {
        let bootstrap = ClientBootstrap(group: loop).connectTimeout(timeout)
            .channelOption(.autoRead, value: false)
        let connected: EventLoopFuture<any Channel>
        if let address = try? SocketAddress(ipAddress: instance.host, port: instance.port) {
            connected = bootstrap.connect(to: address)
        } else {
            connected = bootstrap.connect(host: instance.host, port: instance.port)
        }
        connected.hop(to: loop).assumeIsolated().whenComplete { result in
            guard case .success(let channel) = result else { return done("no connection") }
            guard let path else {
                channel.close(promise: nil)
                return done(nil)
            }
            let question = ProbeHandler(done: done)
            guard channel.isActive, (try? channel.pipeline.syncOperations.addHandler(question)) != nil else {
                channel.close(promise: nil)
                return done("the connection was closed")
            }
            question.ask(path, of: instance, channel: channel, timeout: timeout)
        }
    }
}

/// One GET of a health path: reads the head of the answer, and closes.
private final class ProbeHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var done: ((String?) -> Void)?
    private var parser = ResponseParser()
    private var inbound = ByteBuffer()
    private var timer: Scheduled<Void>?

    init(done: @escaping (String?) -> Void) {
        self.done = done
    }

    func ask(_ path: String, of instance: Target.Instance, channel: any Channel, timeout: TimeAmount) {
        timer = channel.eventLoop.assumeIsolated().scheduleTask(in: timeout) {
            self.finish("no answer in time", channel)
        }
        let request =
            "GET \(path) HTTP/1.1\r\nHost: \(instance)\r\nUser-Agent: ficus\r\nAccept: */*\r\nConnection: close\r\n\r\n"
        channel.writeAndFlush(ByteBuffer(string: request), promise: nil)
        channel.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        inbound.writeBuffer(&bytes)
        do {
            while let head = try parser.parse(&inbound) {
                if head.isInterim { continue }
                finish(head.status < 400 ? nil : "it answered \(head.status)", context.channel)
                return
            }
        } catch {
            finish("its answer is not HTTP", context.channel)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.read()
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish("the connection was closed", context.channel)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish("the connection broke", context.channel)
    }

    private func finish(_ cause: String?, _ channel: any Channel) {
        timer?.cancel()
        timer = nil
        let done = done
        self.done = nil
        if done != nil { channel.close(promise: nil) }
        done?(cause)
    }
}
