#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Signals of the process as a sequence. None is lost: `sigaction` replaces the default action in one step, and what
/// comes before anybody iterates waits.
///
///     signal -> handler: one byte into a pipe -> a thread that reads it -> sequence
///
/// For one use in a process.
package struct Signals: AsyncSequence, Sendable {
    private let stream: AsyncStream<Int32>

    package init(_ numbers: [Int32]) throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        try check("pipe", pipe(&ends))
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // A full pipe must not hold the thread that the signal interrupted.
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        signalPipe = ends[1]
        let (stream, signals) = AsyncStream.makeStream(of: Int32.self)
        self.stream = stream
        Self.read(from: ends[0], into: signals)
        for number in numbers {
            var action = sigaction()
            #if os(Linux)
                action.__sigaction_handler.sa_handler = handle
            #else
                action.__sigaction_u.__sa_handler = handle
            #endif
            action.sa_flags = Int32(SA_RESTART)
            try check("sigaction", sigaction(number, &action, nil))
        }
    }

    package func makeAsyncIterator() -> AsyncStream<Int32>.AsyncIterator {
        stream.makeAsyncIterator()
    }

    private static func read(from descriptor: Int32, into signals: AsyncStream<Int32>.Continuation) {
        startThread {
            var byte: UInt8 = 0
            while true {
                let count = posixRead(descriptor, &byte)
                if count == 1 { signals.yield(Int32(byte)) } else if count == 0 || errno != EINTR { return }
            }
        }
    }
}

// Why: a signal handler can reach nothing but a global; it is set once, before a handler is installed.
private nonisolated(unsafe) var signalPipe: Int32 = -1

/// Runs between any two instructions of any thread: only `write`, and `errno` as it was.
private func handle(_ number: Int32) {
    let saved = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(signalPipe, &byte, 1)
    errno = saved
}

private let posixRead: @Sendable (Int32, UnsafeMutablePointer<UInt8>) -> Int = { read($0, $1, 1) }
