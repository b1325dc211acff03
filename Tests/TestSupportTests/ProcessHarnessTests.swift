import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct ProcessHarnessTests {
    @Test func `a command gives its exit code and what it printed`() async throws {
        let command = try await Command.run(
            "sh", ["-c", "echo $WORD; pwd; echo no >&2; exit 3"], environment: ["WORD": "yes"],
            folder: URL(fileURLWithPath: "/"))
        #expect(command.code == 3)
        #expect(command.output == "yes\n/\n")
        #expect(command.errors == "no\n")
    }

    @Test func `a child is logged, signalled and waited for`() async throws {
        let folder = try TemporaryFolder()
        let child = try await ChildProcess.start(
            "/bin/sh", ["-c", "echo started; exec sleep 60"], log: folder.url.appending(path: "child.log"))
        try await eventually("it writes") { child.output == "started\n" }
        #expect(child.isRunning)
        #expect(await child.stop() == .signal(15))
        let other = try await ChildProcess.start("/bin/sh", ["-c", "exit 4"], log: URL(fileURLWithPath: "/dev/null"))
        #expect(await other.exited() == .code(4))
    }

    @Test func `a child that ends too early is reported with its log`() async throws {
        let folder = try TemporaryFolder()
        let child = try await ChildProcess.start(
            "/bin/sh", ["-c", "echo out of paper"], log: folder.url.appending(path: "child.log"))
        let error = await #expect(throws: TimedOut.self) { try await child.ready(port: FreePort.next()) }
        #expect(error?.description.contains("out of paper") == true)
    }

    @Test func `the generator is the same for the same seed`() {
        var one = SeededGenerator(seed: 7)
        var two = SeededGenerator(seed: 7)
        #expect(one.bytes(32) == two.bytes(32))
        #expect(one.next() != SeededGenerator(seed: 8).firstValue)
    }
}

extension SeededGenerator {
    fileprivate var firstValue: UInt64 {
        var copy = self
        return copy.next()
    }
}
