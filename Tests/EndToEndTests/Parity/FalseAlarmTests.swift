import Foundation
import TestSupport
import Testing

/// `make soak-parity`, shortened: a correct pair with ids of its own, concurrent writes, and no rule that leaves anything out.
@Suite(.timeLimit(.minutes(4))) struct FalseAlarmTests {
    @Test func `a correct pair gives no false alarm`() async throws {
        let folder = try TemporaryFolder("soak")
        let soak = try await Command.run(
            Repository.url.appending(path: "scripts/soak-parity").path,
            [
                "--minutes", "0.4", "--rate", "12", "--people", "6", "--bin", BuildFolder.url.path, "--folder",
                folder.path("data"),
            ])
        #expect(soak.code == 0, "\(soak.output.suffix(6_000))\(soak.errors)")
    }

    @Test func `a fault is named by its path`() async throws {
        let folder = try TemporaryFolder("faults")
        let soak = try await Command.run(
            Repository.url.appending(path: "scripts/soak-parity").path,
            [
                "--faults", "--rate", "12", "--people", "6", "--bin", BuildFolder.url.path, "--folder",
                folder.path("data"), "portfolios.effects_wrong_amount",
            ])
        #expect(soak.code == 0, "\(soak.output.suffix(6_000))\(soak.errors)")
    }
}
