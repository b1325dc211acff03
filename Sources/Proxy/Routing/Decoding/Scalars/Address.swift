/// Addresses of targets and of peers.
enum Address {
    /// `http://127.0.0.1:3000`: scheme, host and port, nothing else; or a Unix domain socket.
    static func instance(_ text: String) throws(ScalarProblem) -> Target.Instance {
        if text.hasPrefix("https://") {
            throw ScalarProblem(
                .notBuiltYet, "https is not built yet", hint: NotBuiltYet.advice(for: "https"))
        }
        if let socket = try SocketPath.instance(text) { return socket }
        guard text.hasPrefix("http://") else { throw invalid(text, "it does not begin with http://") }
        var rest = text.dropFirst(7)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        let host: Substring
        if rest.first == "[" {
            guard let bracket = rest.firstIndex(of: "]"),
                IPAddress.v6(rest[rest.index(after: rest.startIndex)..<bracket]) != nil
            else { throw invalid(text, "its IPv6 address is not one") }
            host = rest[rest.index(after: rest.startIndex)..<bracket]
            rest = rest[rest.index(after: bracket)...]
        } else {
            host = rest.prefix { $0 != ":" }
            guard isHostName(host) else { throw invalid(text, "\"\(host)\" is not a host") }
            rest = rest.dropFirst(host.count)
        }
        if rest.isEmpty { return Target.Instance(host: String(host), port: 80) }
        guard rest.first == ":", let port = UInt16(rest.dropFirst()), port > 0,
            rest.dropFirst().utf8.allSatisfy(ASCII.isDigit)
        else { throw invalid(text, "after the host comes a port and nothing else") }
        return Target.Instance(host: String(host), port: Int(port))
    }

    static func invalid(_ text: String, _ reason: String) -> ScalarProblem {
        ScalarProblem(
            .invalidURL, "\"\(text)\" is not the address of an instance: \(reason)",
            hint: "write http://HOST:PORT, without a path, or unix:/path/of/a/socket")
    }

    /// A name or an IPv4 address (RFC 1123, with the underscores that containers use).
    static func isHostName(_ host: Substring) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy {
                    ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.hyphen || $0 == ASCII.underscore
                }
        }
        guard isName, host.utf8.count <= 253, let last = labels.last else { return false }
        // A last label of digits makes it an IPv4 address, or nothing.
        return last.utf8.allSatisfy(ASCII.isDigit) ? IPAddress.v4(host) != nil : true
    }

    /// `10.0.0.2`, `10.0.0.2:5353`, `fd00::2`, `[fd00::2]:53`: an address, for nobody could look a name up.
    static func nameServer(_ text: String) throws(ScalarProblem) -> NameServer {
        var host = text[...]
        var port = UInt16?(53)
        if IPAddress.v6(host) == nil, !text.hasSuffix("]"), let colon = text.lastIndex(of: ":") {
            let digits = text[text.index(after: colon)...]
            port = digits.utf8.allSatisfy(ASCII.isDigit) ? UInt16(digits) : nil
            host = text[..<colon]
        }
        let isBracketed = host.first == "[" && host.last == "]"
        if isBracketed { host = host.dropFirst().dropLast() }
        guard let port, port > 0, IPAddress.v6(host) != nil || (!isBracketed && IPAddress.v4(host) != nil) else {
            throw ScalarProblem(
                .invalidNameServer, "\"\(text)\" is not the address of a name server",
                hint: "write 10.0.0.2, 10.0.0.2:53 or [fd00::2]:53")
        }
        return NameServer(host: String(host), port: Int(port))
    }

    /// `10.0.0.0/8`, `::1`.
    static func block(_ text: String) throws(ScalarProblem) -> CIDR {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress.v4(parts[0]) ?? IPAddress.v6(parts[0]) else {
            throw ScalarProblem(
                .invalidCIDR, "\"\(text)\" is not a block of addresses",
                hint: "write 10.0.0.0/8, fd00::/8 or an address")
        }
        let bits = address.count * 8
        var length = bits
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...bits).contains(given), parts[1].utf8.allSatisfy(ASCII.isDigit) else {
                throw ScalarProblem(
                    .invalidCIDR, "\"\(text)\" has no prefix length between 0 and \(bits)", hint: "write 10.0.0.0/8")
            }
            length = given
        }
        let block = CIDR(address: CIDR.masked(address, length), prefixLength: length)
        guard block.address == address else {
            throw ScalarProblem(
                .invalidCIDR, "\"\(text)\" has bits set after its prefix", hint: "write \(block)")
        }
        return block
    }
}
