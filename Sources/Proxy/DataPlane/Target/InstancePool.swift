import DequeModule
import HTTPWire
import NIOCore
import Routing
import Transport

/// The connections of one worker to one instance, for one kind of leg: primary and shadow share none.
final class InstancePool {
    /// A leg that waits for a connection.
    private struct Waiter {
        let leg: any TargetLeg
        let connectTimeout: TimeAmount
    }

    let view: InstanceView
    private let loop: SocketLoop
    let time: LoopClock
    let buffers: WriteBuffers
    private let names: NameDesk
    private let limits: HeadLimits
    /// Nobody waits for what comes here.
    private let isForShadows: Bool
    /// Open connections allowed to this worker; its part of the limit of the process.
    private var limit = 1
    /// How long a request waits while all of them are busy.
    private(set) var queueTimeout = TimeAmount.seconds(1)
    /// Exchanges that are with this instance, or wait for a connection to it.
    private(set) var requestsUnderWay = 0
    /// The one used last at the end, so that a quiet pool shrinks from its front.
    private var idle: [TargetConnection] = []
    private var waiting = Deque<Waiter>()
    /// Open connections, idle ones included.
    private(set) var openCount = 0
    private var connecting = 0
    private var isRetired = false

    init(
        _ view: InstanceView, limits: HeadLimits, isForShadows: Bool, loop: SocketLoop, names: NameDesk,
        time: LoopClock,
        buffers: WriteBuffers
    ) {
        self.view = view
        self.time = time
        self.buffers = buffers
        self.limits = limits
        self.isForShadows = isForShadows
        self.loop = loop
        self.names = names
    }

    /// Takes over what a table says about it.
    func adopt(limit: Int, _ queueTimeout: TimeAmount) {
        self.limit = limit
        self.queueTimeout = queueTimeout
        connectIfNeeded()
    }

    /// Whether one more request may go to the instance; copies find out nothing about it, so none of them is held back.
    var takesRequests: Bool { isForShadows ? view.availability.takesRequests : view.takesRequests }

    /// An exchange is with this instance from now on.
    func exchangeBegins() {
        requestsUnderWay += 1
        view.requestBegins()
    }

    func exchangeEnded() {
        requestsUnderWay -= 1
        view.requestEnded()
    }

    /// Whether a request need not wait for another one to end.
    var hasRoom: Bool { !idle.isEmpty || openCount + connecting < limit }

    /// Requests that wait for others to end; those that wait for a connection being made do not count.
    var waitingCount: Int { max(waiting.count - connecting, 0) }

    /// Where a request stands that asked for a connection.
    enum Lease {
        /// It had one at once; `leg.leased` has been called.
        case leased
        case connecting
        /// It waits until another request ends.
        case queued
    }

    /// Calls `leg.leased` now or when a connection is there, or `leg.leaseFailed`.
    @discardableResult
    func lease(for leg: any TargetLeg, connectTimeout: TimeAmount) -> Lease {
        while let connection = idle.popLast() {
            guard connection.isUsable else {
                connection.close()
                continue
            }
            hand(connection, to: leg)
            return .leased
        }
        waiting.append(Waiter(leg: leg, connectTimeout: connectTimeout))
        connectIfNeeded()
        return waiting.count > connecting ? .queued : .connecting
    }

    /// `leg` does not wait any more.
    func withdraw(_ leg: any TargetLeg) {
        waiting.removeAll { $0.leg === leg }
    }

    /// Takes a connection back that is ready for another request.
    func giveBack(_ connection: TargetConnection) {
        if let waiter = waiting.popFirst() {
            hand(connection, to: waiter.leg)
        } else if isRetired {
            connection.close()
        } else {
            connection.idleSince = time.now
            idle.append(connection)
        }
    }

    /// Notes that a connection is no more.
    func closed(_ connection: TargetConnection) {
        openCount -= 1
        if let index = idle.lastIndex(where: { $0 === connection }) { idle.remove(at: index) }
        connectIfNeeded()
    }

    /// Closes what has been idle since before `moment`.
    func closeIdle(since moment: NIODeadline) {
        for connection in idle.prefix(while: { $0.idleSince < moment }) { connection.close() }
    }

    /// No table names this instance any more: connections go when their exchange has ended.
    func retire() {
        isRetired = true
        for connection in idle { connection.close() }
    }

    private func hand(_ connection: TargetConnection, to leg: any TargetLeg) {
        connection.attach(leg)
        leg.leased(connection)
    }

    private func connectIfNeeded() {
        while connecting < waiting.count, openCount + connecting < limit {
            connect(timeout: waiting[connecting].connectTimeout)
        }
    }

    private func connect(timeout: TimeAmount) {
        connecting += 1
        view.instance.connect(on: loop, names: names, timeout: timeout) { result in
            self.connecting -= 1
            switch result {
            case .success(let connection): self.connected(connection)
            case .failure(let error): self.connectFailed(error)
            }
        }
    }

    private func connected(_ socket: Connection) {
        let connection = TargetConnection(socket, pool: self, limits: limits)
        socket.isInBackground = isForShadows
        socket.serve(connection)
        openCount += 1
        socket.read()
        giveBack(connection)
    }

    /// - Parameter error: what went wrong; running out of descriptors is no fault of the instance.
    private func connectFailed(_ error: ConnectError) {
        if !error.isWantOfDescriptors { view.failed() }
        waiting.popFirst()?.leg.leaseFailed(.connect)
        connectIfNeeded()
    }
}
