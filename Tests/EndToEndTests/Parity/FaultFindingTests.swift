import Foundation
import TestSupport
import Testing

/// Every parity fault that the services can be started with is found by shadowing, and named by path.
@Suite(.serialized, .timeLimit(.minutes(3))) struct FaultFindingTests {
    private static let starting = Task {
        let stack = try await BrokerStack.start(sharedOrdersPort: true)
        for unit in Units.all { try await stack.flip(unit, "shadow") }
        return (stack, try await Prober.make(at: stack))
    }

    @Test func `correct services show no mismatch`() async throws {
        let (stack, prober) = try await Self.starting.value
        try await stack.feedIsLevel()
        for (number, fault) in PlantedFault.all.enumerated() where fault.name != "orders.one_in_200" {
            try await prober.send(fault.probe, id: "correct-\(number)", port: stack.proxy)
            // What a write changes must have arrived before the next probe reads it.
            try await stack.feedIsLevel()
        }
        let verdicts = try await value("all are compared") {
            let verdicts = try await stack.verdicts().filter { $0.requestID.hasPrefix("correct-") }
            return verdicts.count >= PlantedFault.all.count - 1 ? verdicts : nil
        }
        for verdict in verdicts { #expect(verdict.verdict == "match", "\(verdict)") }
    }

    @Test(arguments: PlantedFault.all) func `the fault is found and named by its path`(fault: PlantedFault) async throws
    {
        let (stack, prober) = try await Self.starting.value
        try await stack.restart(fault.program, ["--fault", fault.name, "--build", "with-\(fault.name)"])
        var round = 0
        try await eventually("\(fault.name) at \(fault.path)", within: .seconds(60)) {
            round += 1
            let id = "\(fault.name)-\(round)"
            try await prober.send(fault.probe, id: id, port: stack.proxy)
            try await eventually("the comparison", within: .seconds(2)) {
                try await stack.verdicts().contains { $0.requestID.hasPrefix(id) }
            }
            // Of any round: what differs is judged after the sides were asked again, which takes its time.
            return try await stack.verdicts().contains { verdict in
                verdict.requestID.hasPrefix("\(fault.name)-") && verdict.verdict == "mismatch"
                    && verdict.differences.contains { $0.path.hasPrefix(fault.path) }
            }
        }
        try await stack.restart(fault.program)
    }
}
