import Glibc
package import NIOCore

extension Connection {
    /// Opens a connection; calls `done` once, on the loop, and never before this returns.
    package static func open(
        to address: SocketAddress, on loop: SocketLoop, timeout: TimeAmount,
        _ done: @escaping (Result<Connection, IOError>) -> Void
    ) {
        Connecting(on: loop, done).begin(address, timeout)
    }
}

/// A connection that is being made.
private final class Connecting: SocketSource {
    private let loop: SocketLoop
    private var done: ((Result<Connection, IOError>) -> Void)?
    private var descriptor: CInt = -1
    private var token: UInt64?
    private var timer: UInt64?

    init(on loop: SocketLoop, _ done: @escaping (Result<Connection, IOError>) -> Void) {
        self.loop = loop
        self.done = done
    }

    func begin(_ address: SocketAddress, _ timeout: TimeAmount) {
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        descriptor = socket(address.family, kind, 0)
        guard descriptor >= 0 else { return soon { $0.finish(errno: $1) } }
        let status = address.withSockAddr { connect(descriptor, $0, socklen_t($1)) }
        if status == 0 { return soon { connecting, _ in connecting.finish(errno: 0) } }
        // Interrupted, it goes on all the same (connect(2)).
        guard errno == EINPROGRESS || errno == EINTR else { return soon { $0.finish(errno: $1) } }
        do throws(IOError) {
            token = try loop.add(self, descriptor, [.writable, .edges])
        } catch {
            return soon { $0.finish(errno: $1) }
        }
        timer = loop.schedule(at: .now() + timeout) { self.finish(errno: ETIMEDOUT) }
    }

    func ready(_ events: Poller.Events) {
        finish(errno: StreamSocket(descriptor).takeError())
    }

    func close() {
        finish(errno: ECANCELED)
    }

    /// With the error of now, when the caller has returned.
    private func soon(_ body: @escaping (Connecting, CInt) -> Void) {
        let code = errno
        timer = loop.schedule(at: .now()) { body(self, code) }
    }

    private func finish(errno code: CInt) {
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
        do throws(IOError) {
            return .success(try Connection(descriptor, on: loop))
        } catch {
            return .failure(error)
        }
    }
}
