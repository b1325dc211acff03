import Foundation
import Logging
import Routing
import Store

extension Flips {
    /// How long the answer to a rollback waits for the disk. The rollback itself is in force before.
    static let writePatience = Duration.seconds(2)

    /// Takes a unit one step back in its history, or to a given earlier state. Never refused for evidence, feed,
    /// store or another flip under way.
    package func rollback(_ request: RollbackRequest) async throws(AdminProblem) -> FlipAnswer {
        let unit = try flippable(request.unit)
        let from = status(of: unit)
        guard let to = request.to ?? history.previous(of: unit.id, current: from), to.isBehind(from) else {
            throw AdminProblem(
                .nothingToRollBack,
                request.to.map { "\(unit.id) is \(from); \($0) is not behind it" }
                    ?? "\(unit.id) is \(from), which has nothing behind it",
                fix: request.to == nil ? nil : "forward is `ficus flip`", unit: unit.id)
        }
        return await goBack(unit, from: from, to: to, who: request.who, why: request.reason ?? "")
    }

    /// Publishes, then persists.
    func goBack(
        _ unit: FlipUnit, from: RouteStatus, to: RouteStatus, who: String, why: String
    ) async -> FlipAnswer {
        let flip = Flip(unit: unit.id, direction: .rollback, from: from, to: to, time: now(), who: who, why: why)
        let routes = routeIDs(of: unit)
        setbacks[unit.id, default: 0] += 1
        statuses[unit.id] = to
        history.append(flip)
        unpersisted.append(flip)
        await publish()
        let write = inWritingOrder { try await self.writePending() }
        logger.notice(
            "rolled back", metadata: ["unit": "\(unit.id)", "from": "\(from)", "to": "\(to)", "who": "\(who)"])
        let feed = await unrelayedEvents(of: unit)
        let isWritten = await finishes(write, within: Self.writePatience)
        if !isWritten { scheduleRetry() }
        let entry = history.entries.last { $0.flip == flip }
        return FlipAnswer(
            flip: flip, sequence: entry?.sequence, unpersisted: entry?.sequence == nil, routes: routes,
            eventsNotRelayed: feed.count, feedProblem: feed.problem)
    }

    /// Writes what is in force and not written, in order. Runs only inside `inWritingOrder`.
    func writePending() async throws {
        while let flip = unpersisted.first {
            let stored = try await log.append(flip)
            unpersisted.removeFirst()
            history.markPersisted(stored)
        }
    }

    /// Tries again with growing pauses until everything is written.
    func scheduleRetry() {
        guard retry == nil, !unpersisted.isEmpty else { return }
        logger.error("a rollback is in force but could not be written yet", metadata: ["count": "\(unpersisted.count)"])
        retry = Task { [weak self] in
            var pause = Duration.milliseconds(250)
            while let self, await !self.unpersisted.isEmpty, !Task.isCancelled {
                try? await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(15))
                _ = await self.inWritingOrder { try await self.writePending() }.result
            }
            await self?.retryEnded()
        }
    }

    /// At the end of the process: one more try to write what is in force.
    package func finish() async {
        retry?.cancel()
        guard !unpersisted.isEmpty else { return }
        _ = await inWritingOrder { try await self.writePending() }.result
        if !unpersisted.isEmpty {
            logger.critical(
                "rollbacks were in force that are not in the store; after a restart they have to be repeated",
                metadata: ["units": "\(unpersisted.map(\.unit).joined(separator: ", "))"])
        }
    }

    private func retryEnded() {
        retry = nil
        if unpersisted.isEmpty { logger.notice("all rollbacks are written") }
    }

    private func finishes(_ task: Task<Void, any Error>, within patience: Duration) async -> Bool {
        let (first, outcomes) = AsyncStream.makeStream(of: Bool.self)
        let clock = Task {
            try? await Task.sleep(for: patience)
            outcomes.yield(false)
        }
        defer { clock.cancel() }
        Task {
            if case .success = await task.result { outcomes.yield(true) } else { outcomes.yield(false) }
        }
        return await first.first { _ in true } ?? false
    }
}
