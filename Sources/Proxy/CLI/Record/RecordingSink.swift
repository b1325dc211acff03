import Foundation
import Parity
import Synchronization

/// Where a recording goes: whole lines, as many as the bounds allow, and how far it is.
final class RecordingSink: Sendable {
    private struct State {
        var count = 0
        var bytes = 0
        var shown = Date.distantPast
        /// Why it ended, when a bound was met.
        var end: String?
    }

    private let state = Mutex(State())
    private let file: FileHandle
    private let path: String?
    private let countLimit: Int?
    private let byteLimit: Int

    /// - Parameter path: nil is standard output.
    init(path: String?, countLimit: Int?, byteLimit: Int) throws {
        self.path = path
        self.countLimit = countLimit
        self.byteLimit = byteLimit
        guard let path else {
            file = .standardOutput
            return
        }
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
        else {
            Screen.complain("\(path) cannot be written")
            throw Exit.failure.code
        }
        self.file = file
    }

    /// Writes a line; false once a bound is met.
    func take(_ line: [UInt8]) throws -> Bool {
        try state.withLock { state in
            let isHeading = line == RecordingWriter.heading
            guard state.bytes + line.count < byteLimit else {
                state.end = "the file is full"
                return false
            }
            try file.write(contentsOf: Data(line + [0x0A]))
            state.bytes += line.count + 1
            if !isHeading { state.count += 1 }
            showProgress(&state)
            guard let countLimit, state.count >= countLimit else { return true }
            return false
        }
    }

    func close() throws {
        let state = state.withLock(\.self)
        if path != nil { try file.close() }
        if isWatched { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
        guard let path else { return }
        let end = state.end.map { "; \($0)" } ?? ""
        let hint =
            state.count == 0
            ? "\n  hint: send requests meanwhile; in shadow and canary those are recorded that are compared" : ""
        Screen.complain("wrote \(path): \(Words.count(state.count, "exchange")), \(state.bytes) bytes\(end)\(hint)")
    }

    private let isWatched = isatty(STDERR_FILENO) == 1

    private func showProgress(_ state: inout State) {
        guard isWatched, path != nil, Date().timeIntervalSince(state.shown) > 0.2 else { return }
        state.shown = Date()
        FileHandle.standardError.write(
            Data("\r\(Words.count(state.count, "exchange")), \(state.bytes >> 10) KiB; Ctrl-C ends it".utf8))
    }
}
