package import NIOCore
import Synchronization

/// How the data plane parts with its clients.
package struct Farewell: Sendable {
    /// How long exchanges under way may take; what is left then is cut.
    package var deadline: Duration
    /// How long a kept connection without a request may still bring one, which is then its last.
    package var idle: TimeAmount
    /// How long a client that has its last answer may take to close its side.
    package var linger: TimeAmount

    package init(
        deadline: Duration, idle: TimeAmount = .seconds(1), linger: TimeAmount = .milliseconds(250)
    ) {
        self.deadline = deadline
        self.idle = idle
        self.linger = linger
    }
}

/// What became of the exchanges that a drain found or that began during it.
package struct DrainReport: Sendable, Equatable {
    /// Answered to the end.
    package var finished: UInt64
    /// Under way when time was up; their connections were closed.
    package var cutOff: Int

    package init(finished: UInt64, cutOff: Int) {
        self.finished = finished
        self.cutOff = cutOff
    }
}

// The end of a data plane:
//
//     announceEnd()   readiness answers 503, answers say `Connection: close`; still accepting
//     drain(_:)       no new connections; idle ones end, exchanges under way finish
//     hurry()         a drain under way waits no longer
extension DataPlane {
    /// Begins to accept, where the configuration said later.
    package func accept() async { await listener.accept() }

    /// Accepts no more, and goes on serving whoever is connected. Others may accept from a socket that they hold.
    package func stopAccepting() async { await listener.close(workers: workers) }

    /// Readiness fails from now on, and every answer asks its client to close; connections are still accepted.
    package func announceEnd() async {
        for worker in workers { await worker.ask { $0.announceEnd() } }
    }

    /// Ends orderly: no new connections, idle ones are let go, answers carry `Connection: close`; returns when the last
    /// connection has ended, or at the deadline, which cuts what is left. The queues then end.
    @discardableResult
    package func drain(_ farewell: Farewell) async -> DrainReport {
        let clock = ContinuousClock()
        let end = clock.now + farewell.deadline
        let before = await counters().answers
        // Before nobody can connect any more: who sees that may take it that each answer is the last of its connection.
        await announceEnd()
        await listener.close(workers: workers)
        for worker in workers { await worker.ask { $0.drain(farewell) } }
        while clock.now < end, !isHurried.load(ordering: .relaxed), await counters().openConnections > 0 {
            // A cancelled drain goes on without pauses between its looks, to its deadline.
            try? await Task.sleep(for: .milliseconds(20))
        }
        let last = await counters()
        var cutOff = last.exchangesInFlight
        for worker in workers { cutOff += await worker.ask { $0.unwrittenAnswers } ?? 0 }
        let report = DrainReport(finished: last.answers - before, cutOff: cutOff)
        for worker in workers { await worker.ask { $0.stop() } }
        await coordinator.ask { $0.stop() }
        let totals = await counters()
        final.withLock { $0 = totals }
        records.close()
        pairs.close()
        witnessed.close()
        for loop in loops.reversed() { try? await loop.shutdownGracefully() }
        return report
    }

    @discardableResult
    package func drain(within deadline: Duration) async -> DrainReport {
        await drain(Farewell(deadline: deadline))
    }

    /// A drain, under way or to come, waits for nobody.
    package func hurry() {
        isHurried.store(true, ordering: .relaxed)
    }
}

extension Counters {
    /// How many requests were answered.
    fileprivate var answers: UInt64 { requests.values.reduce(0, +) }
}
