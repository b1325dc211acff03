import Glibc
package import NIOCore

extension Connection {
    /// Opens a connection; calls `done` once, on the loop, and never before this returns.
    package static func open(
        to address: SocketAddress, on loop: SocketLoop, timeout: TimeAmount,
        _ done: @escaping (Result<Connection, IOError>) -> Void
    ) {
        Connecting(to: address, on: loop, until: .now() + timeout, done).begin()
    }
}

/// A connection that is being made.
///
///     begin -> connect -> in progress --news, or the deadline--> finish
///                 ^  \--> made, or refused ----at once---------> finish
///                 +---- the queue of a Unix socket is full
private final class Connecting: SocketSource {
    private let address: SocketAddress
    private let loop: SocketLoop
    private let due: NIODeadline
    private var done: ((Result<Connection, IOError>) -> Void)?
    private var descriptor: CInt = -1
    private var token: UInt64?
    private var timer: UInt64?

    /// How long until a full queue is tried again, of which the kernel gives no news.
    private static let pause = TimeAmount.milliseconds(5)

    init(
        to address: SocketAddress, on loop: SocketLoop, until due: NIODeadline,
        _ done: @escaping (Result<Connection, IOError>) -> Void
    ) {
        self.address = address
        self.loop = loop
        self.due = due
        self.done = done
    }

    deinit {
        // The loop has ended before `finish`.
        if done != nil, descriptor >= 0 { _ = Glibc.close(descriptor) }
    }

    func begin() {
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        descriptor = socket(address.family, kind, 0)
        if descriptor >= 0 { connect() } else { finishSoon(errno) }
    }

    private func connect() {
        let status = address.withSockAddr { Glibc.connect(descriptor, $0, socklen_t($1)) }
        switch status == 0 ? 0 : errno {
        // Interrupted, it goes on all the same (connect(2)).
        case EINPROGRESS, EINTR: watch()
        case EAGAIN where NIODeadline.now() < due:
            timer = loop.schedule(at: min(due, .now() + Self.pause)) { self.connect() }
        case let code: finishSoon(code)
        }
    }

    private func watch() {
        do throws(IOError) {
            token = try loop.add(self, descriptor, [.writable, .edges])
            timer = loop.schedule(at: due) { self.finish(ETIMEDOUT) }
        } catch {
            finishSoon(error.errnoCode)
        }
    }

    func ready(_ events: Poller.Events) {
        finish(StreamSocket(descriptor).takeError())
    }

    func close() {
        finish(ECANCELED)
    }

    /// When the caller has returned.
    private func finishSoon(_ code: CInt) {
        timer = loop.schedule(at: .now()) { self.finish(code) }
    }

    private func finish(_ code: CInt) {
        guard let done else { return }
        self.done = nil
        if let timer { loop.cancel(timer) }
        if let token { loop.remove(token, keeping: descriptor) }
        done(code == 0 ? connected() : failed(code))
    }

    private func failed(_ code: CInt) -> Result<Connection, IOError> {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
        return .failure(IOError(errnoCode: code, reason: "connect"))
    }

    private func connected() -> Result<Connection, IOError> {
        // Nobody listens there; and as long as it stayed open nobody could.
        if StreamSocket(descriptor).isConnectedToItself { return failed(ECONNREFUSED) }
        do throws(IOError) {
            return .success(try Connection(descriptor, on: loop))
        } catch {
            return .failure(error)
        }
    }
}
