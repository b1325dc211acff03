import Foundation

/// Where the log goes: a file that can be opened anew after it was moved away, a pipe, or standard output.
///
/// A write never waits longer than `patience` for a reader, and not at all for one that has let it wait before.
struct LogFile {
    /// How long the first write that is not taken waits, in milliseconds.
    private static let patience: Int32 = 1_000
    /// What a pipe that says it is writable takes without blocking (PIPE_BUF).
    private static let pipePiece = 4_096
    private static let lineEnd = UInt8(ascii: "\n")

    private let path: String?
    private var descriptor: Int32
    private var isRegular: Bool
    /// The end of a line whose beginning is written; it goes first.
    private var rest: [UInt8] = []
    /// The last thing written was not the end of a line.
    private var isInsideLine = false
    private var isStalled = false

    /// - Parameter destination: a path, or `-` for standard output.
    init(_ destination: String) throws(LogFileError) {
        path = destination == "-" ? nil : destination
        descriptor = try Self.open(path)
        isRegular = Self.identity(of: descriptor)?.isRegular ?? false
    }

    /// Opens the path again. If that fails, the file that was open stays in use.
    ///
    /// - Returns: how many lines were lost: one whose beginning is in the old file.
    @discardableResult
    mutating func reopen() throws(LogFileError) -> UInt64 {
        guard path != nil else { return 0 }
        let next = try Self.open(path)
        Foundation.close(descriptor)
        descriptor = next
        isRegular = Self.identity(of: next)?.isRegular ?? false
        isStalled = false
        isInsideLine = false
        defer { rest = [] }
        return rest.isEmpty ? 0 : 1
    }

    /// Whether the path names another file by now, or none: the log was rotated.
    var isMoved: Bool {
        guard let path, isRegular, let own = Self.identity(of: descriptor) else { return false }
        var info = stat()
        guard stat(path, &info) == 0 else { return true }
        return own.device != UInt64(info.st_dev) || own.inode != UInt64(info.st_ino)
    }

    /// Writes whole lines.
    ///
    /// - Returns: how many lines were lost, because neither disk nor reader takes them.
    mutating func write(_ lines: [UInt8]) -> UInt64 {
        rest += lines
        var position = 0
        while position < rest.count {
            guard let count = writeSome(rest[position...]) else { break }
            position += count
            isInsideLine = rest[position - 1] != Self.lineEnd
            isStalled = false
        }
        guard position < rest.count else {
            rest.removeAll(keepingCapacity: true)
            return 0
        }
        isStalled = true
        // A line that has begun is finished later; the lines after it are lost.
        let line = isInsideLine ? rest[position...].prefix { $0 != Self.lineEnd }.count + 1 : 0
        let lost = rest[(position + line)...].count { $0 == Self.lineEnd }
        rest = Array(rest[position..<(position + line)])
        return UInt64(lost)
    }

    /// How many bytes were taken; nil when none are.
    private func writeSome(_ bytes: ArraySlice<UInt8>) -> Int? {
        while true {
            if !isRegular {
                var question = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                let answer = poll(&question, 1, isStalled ? 0 : Self.patience)
                if answer < 0, errno == EINTR { continue }
                guard answer == 1 else { return nil }
            }
            let piece = isRegular ? bytes : Self.piece(of: bytes)
            let count = piece.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { return count }
            if count == 0 || errno != EINTR { return nil }
        }
    }

    /// What goes into a pipe at once: whole lines, unless one is too long for that, so that none is cut by the end.
    private static func piece(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let piece = bytes.prefix(pipePiece)
        guard piece.count < bytes.count, let end = piece.lastIndex(of: lineEnd) else { return piece }
        return piece[...end]
    }

    func close() {
        if path != nil { Foundation.close(descriptor) }
    }

    private static func open(_ path: String?) throws(LogFileError) -> Int32 {
        guard let path else { return STDOUT_FILENO }
        // O_NONBLOCK is for named pipes: neither opening nor writing one waits for its reader.
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK
        let descriptor = Foundation.open(path, flags, 0o640)
        guard descriptor >= 0 else { throw LogFileError(path: path, cause: String(cString: strerror(errno))) }
        return descriptor
    }

    private static func identity(of descriptor: Int32) -> (device: UInt64, inode: UInt64, isRegular: Bool)? {
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { return nil }
        return (UInt64(info.st_dev), UInt64(info.st_ino), info.st_mode & S_IFMT == S_IFREG)
    }
}

/// The access log cannot be opened.
package struct LogFileError: Error, CustomStringConvertible {
    package let path: String
    package let cause: String

    package var description: String {
        "the access log \(path) cannot be opened (\(cause)). Check its folder, or use --access-log."
    }
}
