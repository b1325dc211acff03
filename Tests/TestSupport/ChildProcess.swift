package import Foundation
import Subprocess
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// A program that runs beside the tests: started by path, its output in a log file, ended for certain.
///
/// It ends with `stop()` or `kill()`, with the last reference to it, and, through `ChildReaper`, even when the test
/// process crashes or is killed.
package final class ChildProcess: Sendable {
    package enum Exit: Sendable, Equatable {
        case code(Int32)
        case signal(Int32)
    }

    package let name: String
    package let processIdentifier: Int32
    /// Standard output and standard error, as one file.
    package let log: URL
    private let exit: ExitBox

    private init(name: String, processIdentifier: Int32, log: URL, exit: ExitBox) {
        self.name = name
        self.processIdentifier = processIdentifier
        self.log = log
        self.exit = exit
    }

    deinit {
        if exit.value == nil { signal(SIGKILL) }
    }

    package static func start(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:], log: URL
    ) async throws -> ChildProcess {
        let name = URL(fileURLWithPath: executable).lastPathComponent
        // The shell puts the log in place and becomes the program, so the id is the program's.
        let script = #"exec "$@" >>"$FICUS_TEST_LOG" 2>&1"#
        let environment = Environment.inherit.updating(environment, log: log)
        let exit = ExitBox()
        let identifier = try await withCheckedThrowingContinuation { (started: CheckedContinuation<Int32, any Error>) in
            Task {
                do {
                    let result = try await run(
                        .name("sh"), arguments: Arguments(["-c", script, "sh", executable] + arguments),
                        environment: environment, input: .none, output: .discarded, error: .discarded
                    ) { execution in
                        let identifier = execution.processIdentifier.value
                        ChildReaper.shared.watch(identifier)
                        exit.processIdentifier = identifier
                        started.resume(returning: identifier)
                    }
                    ChildReaper.shared.release(exit.processIdentifier)
                    switch result.terminationStatus {
                    case .exited(let code): exit.finish(.code(code))
                    case .signaled(let signal): exit.finish(.signal(signal))
                    }
                } catch {
                    if exit.processIdentifier == 0 { started.resume(throwing: error) }
                    exit.finish(.code(-1))
                }
            }
        }
        return ChildProcess(name: name, processIdentifier: identifier, log: log, exit: exit)
    }

    /// Has a process that is nobody's child here ended for certain, like a child.
    package static func endsWithUs(_ process: Int32) { ChildReaper.shared.watch(process) }

    package var isRunning: Bool { exit.value == nil }

    /// Everything it has written so far.
    package var output: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    package func signal(_ number: Int32) {
        if isRunning { _ = systemKill(processIdentifier, number) }
    }

    /// `kill -9`, and waits until it is gone.
    package func kill() async {
        signal(SIGKILL)
        _ = await exited()
    }

    /// SIGTERM, and SIGKILL if it is still there after `grace`.
    @discardableResult
    package func stop(grace: Duration = .seconds(10)) async -> Exit {
        signal(SIGTERM)
        let identifier = processIdentifier
        let impatience = Task { [exit] in
            try await Task.sleep(for: grace)
            if exit.value == nil { _ = systemKill(identifier, SIGKILL) }
        }
        defer { impatience.cancel() }
        return await exited()
    }

    /// How it ended, once it has.
    package func exited() async -> Exit {
        await exit.wait()
    }

    /// Waits until it accepts connections on `port`; throws with the end of its log when it ends before that.
    package func ready(port: Int, within deadline: Duration = .seconds(30)) async throws {
        try await eventually("\(name) listens on \(port)", within: deadline, every: .milliseconds(50)) {
            if !isRunning { return true }
            await (try RawClient.connect(port: port)).close()
            return true
        }
        if !isRunning { throw TimedOut("\(name) ended before it was ready: \(output.suffix(2_000))") }
    }
}

extension Environment {
    fileprivate func updating(_ values: [String: String], log: URL) -> Environment {
        var updates: [Key: String?] = ["FICUS_TEST_LOG": log.path]
        for (name, value) in values { updates[Key(stringLiteral: name)] = value }
        return updating(updates)
    }
}

private let systemKill: @Sendable (Int32, Int32) -> Int32 = { kill($0, $1) }

/// How a process ended, for those who ask now and those who wait.
private final class ExitBox: Sendable {
    private let latch = Latch()
    private let exit = Mutex<ChildProcess.Exit?>(nil)
    private let identifier = Mutex<Int32>(0)

    var value: ChildProcess.Exit? { exit.withLock(\.self) }

    var processIdentifier: Int32 {
        get { identifier.withLock(\.self) }
        set { identifier.withLock { $0 = newValue } }
    }

    func finish(_ value: ChildProcess.Exit) {
        exit.withLock { $0 = value }
        latch.open()
    }

    func wait() async -> ChildProcess.Exit {
        await latch.wait()
        return value ?? .code(-1)
    }
}
