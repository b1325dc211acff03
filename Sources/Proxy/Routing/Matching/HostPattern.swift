/// The comparison of a request's host with a pattern's.
enum HostPattern {
    /// Whether `host`, as sent, is the name `pattern` (in lower case) or one below `*.name`; a port is ignored.
    static func matches(_ host: Span<UInt8>, _ pattern: String) -> Bool {
        let name = host.extracting(0..<nameLength(host))
        guard pattern.utf8.starts(with: "*.".utf8) else { return name.equalsIgnoringCase(pattern) }
        let suffixLength = pattern.utf8.count - 1
        guard name.count > suffixLength else { return false }
        let suffix = name.extracting((name.count - suffixLength)..<name.count)
        var index = 0
        for byte in pattern.utf8.dropFirst() {
            if ASCII.lowercased(suffix[index]) != byte { return false }
            index += 1
        }
        return true
    }

    /// The bytes before the port; the colons of a bracketed IPv6 address are none.
    private static func nameLength(_ host: Span<UInt8>) -> Int {
        var index = host.count
        while index > 0, ASCII.isDigit(host[index - 1]) { index -= 1 }
        return index > 0 && host[index - 1] == ASCII.colon ? index - 1 : host.count
    }
}
