import NIOCore

/// Stops accepting before the descriptors run out, and goes on when some are free again.
///
///     open --few are left, or accept fails for want of something--> shut --a connection closed, or a moment later--> open
///
/// While it is shut the listening socket is not watched, so nothing spins; clients wait in the kernel's queue. What is
/// kept back goes to connections to targets, the store and logs, for the sake of the clients who are in.
final class AcceptGate: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private static let patience = TimeAmount.milliseconds(250)

    private let admission: Admission
    private let descriptors: DescriptorTable
    private let channel: any Channel
    private var isShut = false
    private var awaitsLeaving = false
    private var awaitsTimer = false

    /// - Parameter channel: the listening socket.
    init(_ channel: any Channel, admission: Admission, descriptors: DescriptorTable) {
        self.channel = channel
        self.admission = admission
        self.descriptors = descriptors
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !descriptors.hasRoom { shut() }
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // NIO would ask again at once, as long as the socket is watched.
        if error is IOError { shut() } else { context.fireErrorCaught(error) }
    }

    private func shut() {
        guard !isShut, setAccepting(false) else { return }
        isShut = true
        admission.hasPaused()
        wait()
    }

    private func look() {
        guard isShut, channel.isActive else { return }
        if descriptors.hasRoom, setAccepting(true) { isShut = false } else { wait() }
    }

    /// Until a client has left, or for a moment, because others than clients use descriptors, too.
    private func wait() {
        if !awaitsLeaving {
            awaitsLeaving = true
            let gate = Resident(self, on: channel.eventLoop)
            admission.whenOneHasLeft {
                gate.post {
                    $0.awaitsLeaving = false
                    $0.look()
                }
            }
        }
        if !awaitsTimer {
            awaitsTimer = true
            channel.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) {
                self.awaitsTimer = false
                self.look()
            }
        }
    }

    private func setAccepting(_ isOn: Bool) -> Bool {
        (try? channel.syncOptions?.setOption(.autoRead, value: isOn)) != nil
    }
}
