import NIOCore
import Transport

/// Stops accepting before the descriptors run out, and goes on when some are free again.
///
///     open --few are left, or accept fails for want of something--> shut --a connection closed, or a moment later--> open
///
/// While it is shut the listening socket is not watched, so nothing spins; clients wait in the kernel's queue. What is
/// kept back goes to connections to targets, the store and logs, for the sake of the clients who are in.
final class AcceptGate {
    private static let patience = TimeAmount.milliseconds(250)

    private let loop: SocketLoop
    private let admission: Admission
    private let hasRoom: (CInt?) -> Bool
    private var acceptor: Acceptor?
    private var isShut = false
    /// Once it was shut there are gaps in the table, and the number of a descriptor that filled one says nothing of what
    /// is behind it.
    private var hasGaps = false
    private var awaitsLeaving = false
    private var awaitsTimer = false

    /// - Parameters:
    ///   - socket: The listening socket, which becomes the gate's.
    ///   - hasRoom: Whether one more client may come; gets the newest descriptor, where there is one.
    ///   - take: Gets each connection.
    init(
        _ socket: CInt, on loop: SocketLoop, admission: Admission, hasRoom: @escaping (CInt?) -> Bool,
        take: @escaping (AcceptedSocket) -> Void
    ) {
        self.loop = loop
        self.admission = admission
        self.hasRoom = hasRoom
        acceptor = Acceptor(socket, on: loop) { [unowned self] accepted in
            take(accepted)
            return hasRoom(hasGaps ? nil : accepted.descriptor) ? .more : shut()
        } failed: { [unowned self] _ in
            _ = shut()
        }
    }

    /// Begins to accept.
    func open() {
        if acceptor?.resume() == false { _ = shut() }
    }

    /// Accepts no more, ever.
    func close() {
        acceptor?.close()
        acceptor = nil
    }

    private func shut() -> Acceptor.Wish {
        if !isShut {
            isShut = true
            hasGaps = true
            admission.hasPaused()
            wait()
        }
        return .pause
    }

    private func look() {
        guard isShut, let acceptor else { return }
        if hasRoom(nil), acceptor.resume() { isShut = false } else { wait() }
    }

    /// Until a client has left, or for a moment, because others than clients use descriptors, too.
    private func wait() {
        if !awaitsLeaving {
            awaitsLeaving = true
            let gate = Resident(self, on: loop)
            admission.whenOneHasLeft {
                gate.post {
                    $0.awaitsLeaving = false
                    $0.look()
                }
            }
        }
        if !awaitsTimer {
            awaitsTimer = true
            loop.assumeIsolated().scheduleTask(in: Self.patience) {
                self.awaitsTimer = false
                self.look()
            }
        }
    }
}
