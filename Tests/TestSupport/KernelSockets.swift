import Foundation

/// What the kernel knows of TCP sockets of this machine, from `/proc/net/tcp`.
package enum KernelSockets {
    /// Whether a socket that is connected to a port of loopback has not heard of an end.
    ///
    /// A close has reached the other side when this is false: under load that can be later than `close` returns. The
    /// table is read page by page and may leave one out that is there while others come and go, so none is believed alone.
    package static func isConnected(to port: Int) throws -> Bool {
        let peer = "0100007F:" + String(format: "%04X", port)
        return try (0..<3).contains { _ in try isListed(peer) }
    }

    /// Why not `String(contentsOfFile:)`: of a file without a size it reads a page, and what is not in that would be gone.
    private static func text() throws -> String {
        let file = open("/proc/net/tcp", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw CocoaError(.fileReadUnknown) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = read(file, &piece, piece.count)
            if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += piece[..<count]
        }
    }

    private static func isListed(_ peer: String) throws -> Bool {
        return try text().split(separator: "\n").dropFirst().contains { line in
            // Number, own address, the peer's, state; 01 is ESTABLISHED.
            let columns = line.split(separator: " ", maxSplits: 4)
            return columns.count > 3 && columns[2] == peer && columns[3] == "01"
        }
    }
}
