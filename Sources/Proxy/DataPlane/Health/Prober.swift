import HTTPWire
import NIOCore
import Routing
import Transport

/// Asks an instance whether it is well: a GET of its health path, or a mere connection where it has none.
///
/// Runs on the coordinator's loop, away from all requests.
struct Prober {
    let loop: SocketLoop
    let names: NameDesk

    /// For a mere connection.
    private static let connectTimeout = TimeAmount.seconds(1)

    /// Calls `done` once.
    func probe(_ instance: Target.Instance, _ check: HealthCheck?, done: @escaping (ProbeResult) -> Void) {
        let timeout = check.map { TimeAmount($0.timeout) } ?? Self.connectTimeout
        let due = NIODeadline.now() + timeout
        instance.connect(on: loop, names: names, timeout: timeout) { result in
            guard case .success(let connection) = result else { return done(.failed("no connection")) }
            guard let check else {
                connection.close()
                return done(ProbeResult(isWell: true))
            }
            Probe(connection, check, done: done).ask(instance, until: due)
        }
    }
}

/// One GET of a health path: reads the head of the answer, its body if that speaks of health or may name a build, and
/// closes.
private final class Probe: ConnectionOwner {
    private enum Phase {
        case head
        case body(ResponseHead, BodyScanner, content: [UInt8])
        case done
    }

    /// What is read of a body at most.
    private static let bodyLimit = 64 << 10

    private let connection: Connection
    private let check: HealthCheck
    private var done: ((ProbeResult) -> Void)?
    private var phase = Phase.head
    private var parser = ResponseParser()
    private var inbound = ByteBuffer()
    private var timer: Scheduled<Void>?

    init(_ connection: Connection, _ check: HealthCheck, done: @escaping (ProbeResult) -> Void) {
        self.connection = connection
        self.check = check
        self.done = done
    }

    func ask(_ instance: Target.Instance, until due: NIODeadline) {
        connection.serve(self)
        timer = connection.loop.assumeIsolated().scheduleTask(deadline: due) {
            self.fail("no answer in time")
        }
        let fields = "Host: \(instance.authority)\r\nUser-Agent: ficus\r\nAccept: application/health+json, */*"
        let request = "GET \(check.path) HTTP/1.1\r\n\(fields)\r\nConnection: close\r\n\r\n"
        connection.writeAndFlush(ByteBuffer(string: request))
        connection.read()
    }

    func connectionReceived(_ bytes: ByteBuffer) {
        inbound.writeImmutableBuffer(bytes)
        do {
            try readHead()
            try readBody()
        } catch {
            fail("its answer is not HTTP")
        }
    }

    private func readHead() throws(WireError) {
        guard case .head = phase else { return }
        while let head = try parser.parse(&inbound) {
            if head.isInterim { continue }
            guard ProbeResult.speaksOfHealth(head) || ProbeResult.mayTellBuild(head) else { return judge(head, []) }
            phase = .body(head, BodyScanner(head.framing(answering: .get)), content: [])
            return
        }
    }

    private func readBody() throws(WireError) {
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
            judge(head, content)
        } else if content.count > Self.bodyLimit {
            fail("its health is too long")
        }
    }

    private func judge(_ head: ResponseHead, _ content: [UInt8]) {
        finish(ProbeResult(head, body: content, expected: check.expected))
    }

    func connectionPaused() { connection.read() }

    func connectionWritabilityChanged(_ isWritable: Bool) {}

    func connectionInputEnded() {
        if case .body(let head, let scanner, let content) = phase, scanner.mayEndByClose {
            judge(head, content)
        } else {
            fail("the connection was closed")
        }
    }

    func connectionClosed() {
        fail("the connection broke")
    }

    /// A body that would only have named a build is not missed.
    private func fail(_ cause: String) {
        if case .body(let head, _, _) = phase, !ProbeResult.speaksOfHealth(head) { return judge(head, []) }
        finish(.failed(cause))
    }

    private func finish(_ result: ProbeResult) {
        phase = .done
        timer?.cancel()
        timer = nil
        let done = done
        self.done = nil
        if done != nil { connection.close() }
        done?(result)
    }
}
