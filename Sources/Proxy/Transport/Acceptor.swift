import Glibc
package import NIOCore

/// Accepts from a listening socket of a loop, as long as it is asked to.
///
/// While it does not, the socket is not watched, so nothing spins; clients wait in the kernel's queue.
package final class Acceptor {
    /// What the owner says to a connection that came.
    package enum Wish {
        case more
        case pause
    }

    /// Connections accepted before others on the loop are looked at.
    private static let batch = 16

    private let loop: SocketLoop
    private let descriptor: CInt
    private var token: UInt64?
    private var isOpen = true
    private let next: (CInt) throws(IOError) -> AcceptedSocket
    private let accepted: (AcceptedSocket) -> Wish
    private let failed: (IOError) -> Void

    /// Takes over a listening socket. Nothing is accepted before `resume()`.
    ///
    /// - Parameters:
    ///   - accepted: Gets each connection; on the loop.
    ///   - failed: Told what keeps the system from accepting, such as a want of descriptors; accepting has paused then.
    package convenience init(
        _ descriptor: CInt, on loop: SocketLoop, accepted: @escaping (AcceptedSocket) -> Wish,
        failed: @escaping (IOError) -> Void
    ) {
        self.init(descriptor, on: loop, next: AcceptedSocket.next, accepted: accepted, failed: failed)
    }

    /// - Parameter next: Accepts one; throws what the system says, `EAGAIN` where none waits.
    init(
        _ descriptor: CInt, on loop: SocketLoop, next: @escaping (CInt) throws(IOError) -> AcceptedSocket,
        accepted: @escaping (AcceptedSocket) -> Wish, failed: @escaping (IOError) -> Void
    ) {
        self.descriptor = descriptor
        self.loop = loop
        self.next = next
        self.accepted = accepted
        self.failed = failed
        // One that others put to the test, or that went away, must not make the loop wait for the next.
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    /// Accepts from now on; false where it cannot.
    @discardableResult
    package func resume() -> Bool {
        guard isOpen else { return false }
        if token == nil { token = try? loop.add(self, descriptor, [.readable]) }
        return token != nil
    }

    package func pause() {
        guard let token else { return }
        loop.remove(token, keeping: descriptor)
        self.token = nil
    }

    /// Accepts no more, ever; the queue lives on while others hold the socket.
    package func close() {
        guard isOpen else { return }
        pause()
        isOpen = false
        _ = Glibc.close(descriptor)
    }
}

extension Acceptor: SocketSource {
    func ready(_ events: Poller.Events) {
        for _ in 0..<Self.batch where token != nil {
            do throws(IOError) {
                if accepted(try next(descriptor)) == .pause { pause() }
            } catch {
                switch error.errnoCode {
                case EAGAIN: return
                // The connection was gone before it could be accepted, or the network had news about it (accept(2)).
                case EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP,
                    ENETUNREACH, EPERM:
                    continue
                default:
                    pause()
                    return failed(error)
                }
            }
        }
    }
}
