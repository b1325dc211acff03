#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How many file descriptors the process may have, and whether enough of them are free to let one more client in.
package struct DescriptorTable: Sendable {
    /// Descriptors that the process may have open.
    let limit: Int
    /// How many of them clients leave to the others.
    let reserve: Int

    init(limit: Int) {
        self.limit = limit
        reserve = min(max(limit / 4, 8), 1_024)
    }

    /// The table of this process as it is now.
    static var current: DescriptorTable {
        var limits = rlimit()
        guard getrlimit(fileLimit, &limits) == 0 else { return DescriptorTable(limit: .max) }
        return DescriptorTable(limit: Int(clamping: limits.rlim_cur))
    }

    /// Whether more than the reserve is free.
    ///
    /// A new descriptor gets the lowest free number (POSIX), so the number of one says how full the table is,
    /// whoever fills it.
    ///
    /// - Parameter newest: the newest one, where no lower number became free before it; without it the next one is tried.
    func hasRoom(behind newest: CInt?) -> Bool {
        if let newest { return Int(newest) < limit - reserve }
        let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno != EMFILE && errno != ENFILE }
        close(descriptor)
        return Int(descriptor) < limit - reserve
    }

    /// Raises the soft limit to the hard one: a proxy needs what it is allowed.
    package static func raiseLimit() {
        var limits = rlimit()
        guard getrlimit(fileLimit, &limits) == 0, limits.rlim_cur < limits.rlim_max else { return }
        limits.rlim_cur = limits.rlim_max
        _ = setrlimit(fileLimit, &limits)
    }

    #if canImport(Glibc)
        private static let fileLimit = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let fileLimit = RLIMIT_NOFILE
    #endif
}
