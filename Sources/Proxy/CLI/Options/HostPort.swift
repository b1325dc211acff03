import ArgumentParser

/// `HOST:PORT`, `[::1]:PORT`, `:PORT` or `PORT`; `http://` before it is let pass, since people copy addresses.
struct HostPort: ExpressibleByArgument, CustomStringConvertible {
    let host: String
    let port: Int

    init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    init?(argument: String) {
        var argument = argument[...]
        if argument.hasPrefix("http://") {
            argument = argument.dropFirst("http://".count)
            if argument.hasSuffix("/") { argument = argument.dropLast() }
        }
        let parts: (host: Substring, port: Substring)
        if let colon = argument.lastIndex(of: ":") {
            parts = (argument[..<colon], argument[argument.index(after: colon)...])
        } else {
            parts = ("", argument[...])
        }
        guard let port = UInt16(parts.port) else { return nil }
        var host = parts.host
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        self.init(host: host.isEmpty ? "127.0.0.1" : String(host), port: Int(port))
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
