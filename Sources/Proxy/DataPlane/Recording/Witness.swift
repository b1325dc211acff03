import HTTPWire
import NIOCore
package import Parity
package import Routing

/// Takes down an exchange that one target alone answers, while somebody records; within the budget for shadows.
final class Witness {
    /// What the client's answer leaves here.
    let capture: Capture
    private let head: RequestHead
    private let forwarding: RequestForwarding
    private let framing: BodyFraming
    private let bodyLimit: Int
    private let effect: Effect
    /// The number by which the exchange was chosen.
    private let random: UInt64
    private let charge: Charge
    private let worker: Worker
    /// The body as the client sent it, in its framing.
    private var body = ByteBuffer()

    init(
        _ head: RequestHead, forwarding: RequestForwarding, effect: Effect, rules: ParityRules, random: UInt64,
        worker: Worker
    ) {
        self.head = head
        self.forwarding = forwarding
        self.effect = effect
        self.random = random
        self.worker = worker
        framing = head.framing
        bodyLimit = rules.maxBody
        charge = Charge(worker.desk)
        capture = Capture(rules, charge: charge, sentAt: worker.time.now)
        _ = charge.add(head.buffer.readableBytes)
    }

    func requestBody(_ bytes: ByteBuffer) {
        // Half a request says nothing: where it is too long, or there is no room, nothing is kept at all.
        guard body.readableBytes + bytes.readableBytes <= bodyLimit, charge.add(bytes.readableBytes) else {
            body = ByteBuffer()
            return charge.release()
        }
        body.writeImmutableBuffer(bytes)
    }

    /// Hands on what was seen.
    ///
    /// - Parameter isWhole: the target that was meant has answered, to the end.
    func exchangeEnded(_ record: ExchangeRecord, isWhole: Bool) {
        defer { charge.release() }
        guard isWhole, let route = record.route, let target = record.target, let answer = capture.result else { return }
        worker.hand(
            WitnessedExchange(
                table: record.table, route: route, target: target, answer: answer, random: random,
                startedAt: record.timings.startedAt, text: record.text,
                request: CapturedRequest(
                    head, forwarding: forwarding, copy: ByteBuffer(),
                    body: ByteBuffer(bytes: framing.content(of: body)), mayBeRepeated: effect == .read)))
    }
}

/// What one target answered to a request that nobody else was sent, on its way to those who record.
package struct WitnessedExchange: Sendable {
    /// The table that the exchange was decided under; the positions are positions in it.
    package let table: RouteTable
    package let route: RouteIndex
    package let target: TargetIndex
    package let answer: Observation
    /// The number by which the exchange was chosen.
    package let random: UInt64
    /// In nanoseconds since 1970-01-01T00:00:00Z.
    package let startedAt: UInt64
    package let text: ExchangeText
    package let request: CapturedRequest

    /// Bytes held, for the bound of the queue.
    var byteCount: Int { answer.body.count + request.byteCount + 1_024 }
}

extension Exchange {
    /// Takes the exchange down, if somebody wants it.
    func beginWitness() {
        guard let route else { return }
        let random = worker.identities.next()
        guard worker.recordingWishes.contains(where: { $0.includes(route.id, random: random) }) else { return }
        var forwarding = RequestForwarding(peer: client.peer, identity: identity, via: worker.configuration.via)
        forwarding.path = path
        witness = Witness(
            head, forwarding: forwarding, effect: decision?.effect ?? .write, rules: route.parity, random: random,
            worker: worker)
    }
}
