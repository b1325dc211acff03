#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A TCP socket that listens, as a bare descriptor: it can be accepted from, and handed to another process.
///
/// Connections queue in it whether or not anybody accepts, and whoever else holds it. That is what makes a hot restart
/// lossless: the socket itself changes hands, never just its address.
package struct ListeningSocket: Sendable, Hashable {
    package let descriptor: Int32

    /// Takes over a descriptor; throws for one that is no listening stream socket.
    package init(descriptor: Int32) throws(SystemError) {
        var type: Int32 = 0
        var accepts: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        try check("getsockopt(SO_TYPE)", getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &length))
        try check("getsockopt(SO_ACCEPTCONN)", getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &accepts, &length))
        guard type == streamType, accepts != 0 else { throw SystemError("listening socket", code: EINVAL) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        self.descriptor = descriptor
    }

    /// Binds the first address of `host` that can be had, and listens. Port 0 takes any free one.
    package static func bind(host: String, port: Int, backlog: Int32 = 4_096) throws(SystemError) -> ListeningSocket {
        var hints = addrinfo()
        hints.ai_socktype = streamType
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &list) == 0 else {
            throw SystemError("getaddrinfo", code: EADDRNOTAVAIL)
        }
        defer { freeaddrinfo(list) }
        var failure = SystemError("getaddrinfo", code: EADDRNOTAVAIL)
        var next = list
        while let info = next?.pointee {
            do throws(SystemError) {
                return try bind(info, backlog: backlog)
            } catch {
                failure = error
            }
            next = info.ai_next
        }
        throw failure
    }

    private static func bind(_ info: addrinfo, backlog: Int32) throws(SystemError) -> ListeningSocket {
        let descriptor = try check("socket", socket(info.ai_family, streamType | closeOnExec, info.ai_protocol))
        do throws(SystemError) {
            var yes: Int32 = 1
            let size = socklen_t(MemoryLayout<Int32>.size)
            try check("setsockopt", setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size))
            try check("bind", posixBind(descriptor, info.ai_addr, info.ai_addrlen))
            try check("listen", listen(descriptor, backlog))
            return try ListeningSocket(descriptor: descriptor)
        } catch {
            posixClose(descriptor)
            throw error
        }
    }

    /// The port it is bound to; 0 for a socket without one.
    package var port: Int {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                guard getsockname(descriptor, generic, &length) == 0 else { return 0 }
                let family = Int32(generic.pointee.sa_family)
                if family == AF_INET {
                    return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                        Int(UInt16(bigEndian: $0.pointee.sin_port))
                    }
                }
                guard family == AF_INET6 else { return 0 }
                return pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                    Int(UInt16(bigEndian: $0.pointee.sin6_port))
                }
            }
        }
    }

    /// Lets go of it; the queue lives on while another process, or a copy, holds the socket.
    package func close() {
        posixClose(descriptor)
    }
}

#if canImport(Glibc)
    let streamType = Int32(SOCK_STREAM.rawValue)
    let datagramType = Int32(SOCK_DGRAM.rawValue)
    let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)
#else
    let streamType = SOCK_STREAM
    let datagramType = SOCK_DGRAM
    let closeOnExec: Int32 = 0
#endif

let posixBind: @Sendable (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32 = { bind($0, $1, $2) }
let posixClose: @Sendable (Int32) -> Void = { _ = close($0) }
