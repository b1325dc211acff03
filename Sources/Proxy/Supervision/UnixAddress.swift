#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The address of a Unix socket: a path, or, with an at sign in front, a name in Linux's abstract namespace.
struct UnixAddress {
    private var storage = sockaddr_un()
    private let length: socklen_t

    /// nil when it does not fit, or is neither absolute nor relative path nor name.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let offset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
        let capacity = MemoryLayout.size(ofValue: storage.sun_path)
        let isAbstract = bytes.first == UInt8(ascii: "@")
        // A path needs its closing zero; an abstract name is as long as the address says.
        guard bytes.count > (isAbstract ? 1 : 0), bytes.count < capacity + (isAbstract ? 1 : 0), !bytes.contains(0)
        else { return nil }
        storage.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &storage.sun_path) { path in
            path.copyBytes(from: bytes)
            if isAbstract { path[0] = 0 }
        }
        length = socklen_t(offset + bytes.count + (isAbstract ? 0 : 1))
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }
}
