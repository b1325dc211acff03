#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The program that runs, as what can be started again.
package struct Program: Sendable {
    package let path: String
    package let arguments: [String]

    package init(path: String, arguments: [String]) {
        self.path = path
        self.arguments = arguments
    }

    /// This process's own executable by its path, so that a newer file in its place is what starts next time.
    package static func current(arguments: [String] = CommandLine.arguments) -> Program {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let found = count > 0 ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
        return Program(path: found ?? arguments[0], arguments: Array(arguments.dropFirst()))
    }

    /// Starts it as a child with the same standard streams and folder; gives its process id.
    package func start(environment: [String: String]) throws(SystemError) -> Int32 {
        let words = ([path] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        var process = pid_t()
        let code = posix_spawn(&process, path, nil, nil, words, variables)
        guard code == 0 else { throw SystemError("posix_spawn", code: code) }
        return process
    }
}

/// Waits for the end of a child; blocks. The exit code, or 128 plus the number of the signal that ended it.
package func exitCode(ofChild process: Int32) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { if errno != EINTR { return -1 } }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
}

/// Ends the process after `seconds`, whatever hangs then: the last resort of an ending that must be reliable.
package func endProcess(after seconds: UInt32, code: Int32) {
    startThread {
        var left = seconds
        while left > 0 { left = sleep(left) }
        let message = Array("ficus: something does not end; the process does\n".utf8)
        _ = message.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        _exit(code)
    }
}

/// A write to a pipe or connection whose reader has gone is an error, not the end of the process.
package func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
}
