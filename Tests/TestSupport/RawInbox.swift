import NIOCore
import Synchronization

/// Bytes that a connection has received and nobody has taken yet, with at most one reader waiting for more.
final class RawInbox: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var received = 0
        var isEnded = false
        var isBroken = false
        var isDiscarding = false
        /// Looks at the bytes again; true when the reader is served.
        var waiting: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    var receivedCount: Int { state.withLock(\.received) }
    var isEnded: Bool { state.withLock(\.isEnded) }
    var isBroken: Bool { state.withLock(\.isBroken) }

    func append(_ buffer: ByteBuffer) {
        wake { state in
            state.received += buffer.readableBytes
            if !state.isDiscarding { state.bytes += buffer.readableBytesView }
        }
    }

    func end() {
        wake { $0.isEnded = true }
    }

    /// The connection ended with an error, such as a reset.
    func breakOff() {
        wake { state in
            if !state.isEnded { state.isBroken = true }
            state.isEnded = true
        }
    }

    func discard() {
        state.withLock { state in
            state.isDiscarding = true
            state.bytes = []
        }
    }

    /// Waits until `match` finds something in the bytes and says how many of them it used.
    func take<Value: Sendable>(
        _ what: String, within deadline: Duration, on loop: any EventLoop,
        _ match: @escaping @Sendable ([UInt8], Bool) throws -> (Value, Int)?
    ) async throws -> Value {
        let deadline = patient(deadline)
        let promise = loop.makePromise(of: Value.self)
        let attempt: @Sendable () -> Void = { [self] in
            let outcome = state.withLock { state in (state.bytes, state.isEnded) }
            do {
                if let (value, used) = try match(outcome.0, outcome.1) {
                    state.withLock { state in
                        state.bytes.removeFirst(used)
                        state.waiting = nil
                    }
                    promise.succeed(value)
                } else if outcome.1 {
                    state.withLock { $0.waiting = nil }
                    promise.fail(UnexpectedEnd(waitingFor: what, received: outcome.0))
                }
            } catch {
                state.withLock { $0.waiting = nil }
                promise.fail(error)
            }
        }
        let timeout = loop.scheduleTask(in: TimeAmount(deadline)) { [self] in
            let received = state.withLock { state in
                state.waiting = nil
                return state.bytes
            }
            promise.fail(TimedOut("not within \(deadline): \(what); so far \(UnexpectedEnd.excerpt(received))"))
        }
        // On the loop, where bytes arrive too: an attempt never runs beside another one.
        loop.execute { [self] in
            state.withLock { $0.waiting = attempt }
            attempt()
        }
        defer { timeout.cancel() }
        return try await promise.futureResult.get()
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiting = state.withLock { state in
            change(&state)
            return state.waiting
        }
        waiting?()
    }
}

/// The peer ended the connection before what a reader waits for had come.
package struct UnexpectedEnd: Error, CustomStringConvertible {
    package let waitingFor: String
    package let received: [UInt8]

    package var description: String {
        "connection ended while waiting for \(waitingFor); received \(Self.excerpt(received))"
    }

    static func excerpt(_ bytes: [UInt8]) -> String {
        "\(bytes.count) bytes: \(String(decoding: bytes.prefix(400), as: UTF8.self).debugDescription)"
    }
}

final class RawInboxHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let inbox: RawInbox

    init(inbox: RawInbox) {
        self.inbox = inbox
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        inbox.append(unwrapInboundIn(data))
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { inbox.end() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        inbox.breakOff()
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        inbox.end()
    }
}
