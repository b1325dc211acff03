import Foundation
import Synchronization
import TestSupport
import Testing

/// What was acknowledged is there after `kill -9`, at whatever moment it comes.
@Suite(.timeLimit(.minutes(2))) struct StoreSurvivalTests {
    @Test func `acknowledged flips survive the end of the proxy at any moment`() async throws {
        let stack = try await BrokerStack.start([.ficus])
        var generator = SeededGenerator(seed: 11)
        for round in 0..<3 {
            // Flips follow each other until the proxy is gone; the last acknowledged one is remembered.
            let acknowledged = Mutex<[String]>([])
            let enough = Int.random(in: 3...8, using: &generator)
            async let flipping: Void = {
                for number in 0..<200 {
                    let reason = "round \(round), flip \(number)"
                    let state = number.isMultiple(of: 2) ? "shadow" : "monolith"
                    let flip = try await stack.ficus(
                        "flip", Units.marketData, state, "--force", "--reason", reason)
                    guard flip.code == 0 else { return }
                    acknowledged.withLock { $0.append(reason) }
                }
            }()
            try await eventually("flips are acknowledged") { acknowledged.withLock(\.count) >= enough }
            try await stack.kill(.ficus)
            try await flipping
            try await stack.start(.ficus)
            let history = try await stack.ficus("history", "--format", "json")
            #expect(history.code == 0, "\(history.errors)")
            #expect(history.output.contains(/"verified" ?: ?true/), "\(history.output)")
            for reason in acknowledged.withLock(\.self) { #expect(history.output.contains(reason)) }
        }
    }

    @Test func `a damaged store is refused and left as it is`() async throws {
        let stack = try await BrokerStack.start([.ficus])
        try await stack.stop(.ficus)
        let file = stack.folder.url.appending(path: "ficus.sqlite")
        // A log beside it would repair what is damaged here.
        for ending in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: file.path + ending)
        }
        let damaged = Data("SQLite format 3\0".utf8) + Data(repeating: 0xA5, count: 8_000)
        try damaged.write(to: file)
        try await stack.launch(.ficus)
        let child = try stack.child(.ficus)
        #expect(await child.exited() != .code(0))
        #expect(child.output.contains("ficus.sqlite"))
        #expect(try Data(contentsOf: file) == damaged)
    }
}
