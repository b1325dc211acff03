/// Addresses of Unix domain sockets.
enum SocketPath {
    /// What fits into a socket address of every system, with its final zero byte left out.
    private static let longest = 103

    /// `unix:/run/orders.sock`, `unix:///run/orders.sock`, `http+unix://%2Frun%2Forders.sock`; nil for other schemes.
    static func instance(_ text: String) throws(ScalarProblem) -> Target.Instance? {
        let path: String
        if text.hasPrefix("http+unix://") {
            guard let decoded = decoded(text.dropFirst(12)) else {
                throw Address.invalid(text, "its escapes are not valid")
            }
            path = decoded
        } else if text.hasPrefix("unix:") {
            let rest = text.dropFirst(5)
            path = String(rest.hasPrefix("///") ? rest.dropFirst(2) : rest)
        } else {
            return nil
        }
        guard path.hasPrefix("/"), !path.hasPrefix("//"), !path.hasSuffix("/") else {
            throw Address.invalid(text, "the path of a socket begins with one slash and names a file")
        }
        guard path.utf8.count <= longest else {
            throw Address.invalid(text, "the path of a socket has at most \(longest) bytes")
        }
        guard path.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
            throw Address.invalid(text, "the path of a socket has no spaces and no controls")
        }
        return Target.Instance(socket: path)
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(ASCII.hexValue), let low = rest.popFirst().flatMap(ASCII.hexValue)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
