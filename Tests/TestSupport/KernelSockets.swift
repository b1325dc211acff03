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

    private static func isListed(_ peer: String) throws -> Bool {
        let table = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
        return table.split(separator: "\n").dropFirst().contains { line in
            // Number, own address, the peer's, state; 01 is ESTABLISHED.
            let columns = line.split(separator: " ", maxSplits: 4)
            return columns.count > 3 && columns[2] == peer && columns[3] == "01"
        }
    }
}
