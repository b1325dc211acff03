package import Dispatch
package import NIOCore

/// What the parts above need of a loop: tasks, timers and futures, as SwiftNIO's own loops give them.
extension SocketLoop: EventLoop {
    package func submit<T>(_ task: @escaping @Sendable () throws -> T) -> EventLoopFuture<T> {
        let promise = makePromise(of: T.self)
        let isTaken = enqueue { promise.completeOnLoop(task) }
        if !isTaken { promise.fail(EventLoopError.shutdown) }
        return promise.futureResult
    }

    @discardableResult
    package func scheduleTask<T>(
        deadline: NIODeadline, _ task: @escaping @Sendable () throws -> T
    ) -> Scheduled<T> {
        let promise = makePromise(of: T.self)
        let number = nextTimerNumber()
        let isTaken = onLoop {
            $0.timers.insert(
                Timers.Timer(id: number, due: deadline, run: { promise.completeOnLoop(task) }, drop: promise.fail))
        }
        if !isTaken { promise.fail(EventLoopError.shutdown) }
        return Scheduled(promise: promise) {
            _ = self.onLoop { $0.timers.remove(number)?.drop(.cancelled) }
        }
    }

    @discardableResult
    package func scheduleTask<T>(in delay: TimeAmount, _ task: @escaping @Sendable () throws -> T) -> Scheduled<T> {
        scheduleTask(deadline: .now() + delay, task)
    }

    /// Ends the thread when all that was asked of it is done; what is open is closed.
    package func shutdownGracefully(queue: DispatchQueue, _ callback: @escaping @Sendable ((any Error)?) -> Void) {
        stop { queue.async { callback(nil) } }
    }

    /// Whether the body runs.
    private func onLoop(_ body: @escaping @Sendable (SocketLoop) -> Void) -> Bool {
        guard inEventLoop else { return enqueue { body(self) } }
        body(self)
        return true
    }
}

extension SocketLoop {
    /// Runs `body` at `due`, unless the loop ends before; for callers on the loop, who need no future.
    ///
    /// - Returns: what `cancel` takes.
    func schedule(at due: NIODeadline, _ body: @escaping () -> Void) -> UInt64 {
        let number = nextTimerNumber()
        timers.insert(Timers.Timer(id: number, due: due, run: body, drop: { _ in }))
        return number
    }

    func cancel(_ number: UInt64) {
        _ = timers.remove(number)
    }
}

extension EventLoopPromise {
    /// On the promise's loop.
    fileprivate func completeOnLoop(_ task: () throws -> Value) {
        do { assumeIsolated().succeed(try task()) } catch { fail(error) }
    }
}
