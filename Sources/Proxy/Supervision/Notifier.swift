#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tells a service manager how the process is doing: systemd's `sd_notify` protocol, one datagram a message.
///
/// Without `NOTIFY_SOCKET` it says nothing. A message that cannot be delivered is dropped: a service manager that has
/// gone must not take the proxy with it.
package struct Notifier: Sendable {
    /// The variables of the protocol.
    package static let variables = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]

    private let path: String?
    /// How often the service manager wants to hear that all is well; nil when it does not. Half of its limit.
    package let watchdogInterval: Duration?

    package init(environment: [String: String], process: Int32 = getpid()) {
        let socket = environment["NOTIFY_SOCKET"] ?? ""
        path = socket.hasPrefix("/") || socket.hasPrefix("@") ? socket : nil
        let limit = environment["WATCHDOG_USEC"].flatMap { UInt64($0) } ?? 0
        let isMeant = environment["WATCHDOG_PID"].map { $0 == String(process) } ?? true
        watchdogInterval = path != nil && isMeant && limit > 0 ? .microseconds(limit / 2) : nil
    }

    package enum Message: Sendable {
        /// It serves; `mainPID` when another process than the one that was started does.
        case ready(status: String, mainPID: Int32? = nil)
        case reloading
        case stopping(status: String)
        case status(String)
        /// Another process takes over.
        case mainPID(Int32)
        case watchdog
    }

    package var isListenedTo: Bool { path != nil }

    package func send(_ message: Message) {
        guard let path, let address = UnixAddress(path) else { return }
        let descriptor = socket(AF_UNIX, datagramType | closeOnExec, 0)
        guard descriptor >= 0 else { return }
        defer { posixClose(descriptor) }
        // The queue of the socket is short; a sign of life may be lost, the rest is worth a moment's wait.
        var patience = timeval(tv_sec: message.isRepeated ? 0 : 1, tv_usec: 1_000)
        _ = setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var bytes = Array(message.text.utf8)
        _ = address.withPointer { address, length in sendto(descriptor, &bytes, bytes.count, 0, address, length) }
    }
}

extension Notifier.Message {
    var text: String {
        switch self {
        case .ready(let status, let pid):
            "READY=1\nSTATUS=\(line(status))" + (pid.map { "\nMAINPID=\($0)" } ?? "")
        case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(Self.monotonicMicroseconds)"
        case .stopping(let status): "STOPPING=1\nSTATUS=\(line(status))"
        case .status(let status): "STATUS=\(line(status))"
        case .mainPID(let pid): "MAINPID=\(pid)"
        case .watchdog: "WATCHDOG=1"
        }
    }

    /// Another one follows soon.
    var isRepeated: Bool {
        if case .watchdog = self { return true }
        return false
    }

    /// A line end would begin another assignment.
    private func line(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    /// The service manager compares it with its own reading of the same clock.
    private static var monotonicMicroseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
    }
}
