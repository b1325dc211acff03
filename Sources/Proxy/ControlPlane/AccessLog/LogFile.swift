import Foundation

/// Where the log goes: a file that can be opened anew after it was moved away, or standard output.
struct LogFile {
    private let path: String?
    private var descriptor: Int32

    /// - Parameter destination: a path, or `-` for standard output.
    init(_ destination: String) throws(LogFileError) {
        path = destination == "-" ? nil : destination
        descriptor = try Self.open(path)
    }

    /// Opens the path again. If that fails, the file that was open stays in use.
    mutating func reopen() throws(LogFileError) {
        guard path != nil else { return }
        let next = try Self.open(path)
        Foundation.close(descriptor)
        descriptor = next
    }

    /// Writes everything; false when the disk does not take it.
    func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if count == 0 || errno != EINTR {
                    return false
                }
            }
            return true
        }
    }

    func close() {
        if path != nil { Foundation.close(descriptor) }
    }

    private static func open(_ path: String?) throws(LogFileError) -> Int32 {
        guard let path else { return STDOUT_FILENO }
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { throw LogFileError(path: path, cause: String(cString: strerror(errno))) }
        return descriptor
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
