import Foundation
import Logging
import Parity
import Routing
import Store
import Synchronization

@testable import ControlPlane

/// Keeps what was published, in order.
final class PublishedTables: TablePublisher {
    private let tables = Mutex<[RouteTable]>([])

    func publish(_ table: RouteTable) async { tables.withLock { $0.append(table) } }

    var all: [RouteTable] { tables.withLock(\.self) }

    /// The status of a unit in the table that is in force.
    func status(of unit: String) -> RouteStatus? { all.last?.status(ofUnit: unit) }
}

/// A flip log that can be told to fail, or to wait.
final class FlakyLog: FlipLog {
    struct Broken: Error {}

    private struct State {
        var flips: [StoredFlip] = []
        var isBroken = false
        var beforeAppend: (@Sendable () async -> Void)?
    }

    private let state = Mutex(State())

    var flipsWritten: [StoredFlip] { state.withLock(\.flips) }

    func breakDown() { state.withLock { $0.isBroken = true } }
    func repair() { state.withLock { $0.isBroken = false } }
    func beforeNextAppend(_ body: @escaping @Sendable () async -> Void) { state.withLock { $0.beforeAppend = body } }

    func append(_ flip: Flip) async throws -> StoredFlip {
        let wait = state.withLock { state in
            defer { state.beforeAppend = nil }
            return state.beforeAppend
        }
        await wait?()
        return try state.withLock { state in
            if state.isBroken { throw Broken() }
            let stored = StoredFlip(sequence: state.flips.count + 1, flip: flip, hash: "hash\(state.flips.count + 1)")
            state.flips.append(stored)
            return stored
        }
    }

    func flips() async throws -> [StoredFlip] {
        try state.withLock { state in
            if state.isBroken { throw Broken() }
            return state.flips
        }
    }
}

/// Evidence by route.
final class FixedEvidence: EvidenceSource {
    private let evidence = Mutex<[String: Evidence]>([:])

    func set(_ route: String, match: UInt64, mismatch: UInt64 = 0) {
        var counted = Evidence()
        counted.match = match
        counted.mismatch = mismatch
        evidence.withLock { $0[route] = counted }
    }

    func evidence(of route: Route) async throws -> CurrentEvidence? {
        evidence.withLock { $0[route.id] }.map {
            CurrentEvidence(
                epoch: Epoch(definition: 1, rules: 2, monolithBuild: "m", serviceBuild: "s", resets: 0), evidence: $0)
        }
    }
}

/// Positions of the feed by target.
final class FixedFeed: FeedReader {
    private let positions = Mutex<[String: FeedPosition]>([:])
    private let reads = Mutex(0)
    private let onRead = Mutex<(@Sendable (Int) -> Void)?>(nil)

    func set(_ target: String, _ position: Int, applied: [String: Int]) {
        positions.withLock { $0[target] = FeedPosition(source: target, position: position, applied: applied) }
    }

    /// Called with the number of each read.
    func whenRead(_ body: @escaping @Sendable (Int) -> Void) { onRead.withLock { $0 = body } }

    func position(of target: Target, path: String) async -> Result<FeedPosition, FeedProblem> {
        let number = reads.withLock { reads in
            reads += 1
            return reads
        }
        onRead.withLock(\.self)?(number)
        guard let position = positions.withLock({ $0[target.name] }) else {
            return .failure(FeedProblem("\(target.name) does not answer"))
        }
        return .success(position)
    }
}
