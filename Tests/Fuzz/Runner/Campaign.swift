import Foundation
import FuzzSubjects

/// One subject for some seconds, in a child that may trap.
struct Campaign {
    /// How many seconds one input may take before it counts as a hang.
    static let patience: UInt32 = 20
    /// How many smaller inputs are tried when one has failed.
    private static let attempts = 400

    let subject: FuzzSubject
    let seconds: Double
    let seed: UInt64
    private let folder: URL

    init(_ subject: FuzzSubject, seconds: Double, seed: UInt64) {
        self.subject = subject
        self.seconds = seconds
        self.seed = seed
        let failures = ProcessInfo.processInfo.environment["FICUS_FUZZ_FAILURES"] ?? "run/fuzz"
        folder = URL(fileURLWithPath: failures)
    }

    /// Whether all inputs kept the properties.
    func run() throws -> Bool {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let notebook = folder.appending(path: "\(subject.rawValue)-\(seed).now").path
        defer { try? FileManager.default.removeItem(atPath: notebook) }
        let name = subject.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
        let child = try start(["work", subject.rawValue, "\(seconds)", "\(seed)", notebook])
        guard child.failure != nil else {
            print("\(name) seed \(seed): \(child.output) inputs, no failure")
            return true
        }
        let input = Notebook.read(notebook)
        let small = try smaller(input)
        let file = folder.appending(path: "\(subject.rawValue)-\(seed).input")
        try Data(small).write(to: file)
        let cause = try outcome(of: small) ?? child
        print(
            """
            \(name) seed \(seed): FAILED, \(cause.failure ?? "") \(cause.output)
              input, \(small.count) of \(input.count) bytes: \(String(reflecting: String(decoding: small, as: UTF8.self)))
              saved as \(file.path); again: ficus-fuzz try \(subject.rawValue) \(file.path)
              keep it as a seed: Tests/Fuzz/Corpus/\(subject.rawValue)/
            """)
        return false
    }

    /// Takes away what is not needed to fail: halves, quarters, and so on to single bytes.
    private func smaller(_ input: [UInt8]) throws -> [UInt8] {
        var best = input
        var size = max(1, best.count / 2)
        var left = Self.attempts
        while left > 0 {
            var start = 0
            var isSmaller = false
            while start < best.count, left > 0 {
                var candidate = best
                candidate.removeSubrange(start..<min(best.count, start + size))
                left -= 1
                if try outcome(of: candidate) != nil {
                    best = candidate
                    isSmaller = true
                } else {
                    start += size
                }
            }
            if size == 1, !isSmaller { break }
            size = max(1, size / 2)
        }
        return best
    }

    /// How the subject fails on an input; nil when it does not.
    private func outcome(of input: [UInt8]) throws -> Ended? {
        let file = folder.appending(path: "\(subject.rawValue)-\(seed).try")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(input).write(to: file)
        let ended = try start(["try", subject.rawValue, file.path])
        return ended.failure == nil ? nil : ended
    }

    private struct Ended {
        /// What it printed.
        var output: String
        /// In words; nil when it ended well.
        var failure: String?
    }

    private func start(_ words: [String]) throws -> Ended {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = words
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        // A backtrace of each of hundreds of attempts would take minutes.
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let status = process.terminationStatus
        let failure: String? =
            switch (process.terminationReason, status) {
            case (.exit, 0): nil
            case (.exit, 2): "a property does not hold:"
            case (.exit, _): "it exited with \(status)"
            case (_, SIGALRM): "it hangs"
            default: "it trapped with signal \(status)"
            }
        return Ended(output: text.trimmingCharacters(in: .whitespacesAndNewlines), failure: failure)
    }
}
