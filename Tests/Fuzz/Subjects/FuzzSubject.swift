/// Something that reads bytes which others chose, and what must hold for any bytes at all.
///
/// That nothing traps needs no words: the process would end. What is thrown is a property that does not hold.
package enum FuzzSubject: String, CaseIterable, Sendable {
    /// The head of a request, and what is sent on of it.
    case head
    /// The head of an answer.
    case answer
    /// A chunked body.
    case chunks
    /// The header of the PROXY protocol.
    case proxy
    /// The path of a request.
    case path
    /// A route table.
    case table
    /// Two JSON bodies that are compared.
    case json
    /// Traps on what begins with `TRAP`, so that the runner can be tested; not part of a run of all.
    case trap

    package static let all = allCases.filter { $0 != .trap }

    /// Reads `bytes`; throws what does not hold.
    package func check(_ bytes: [UInt8]) throws(Broken) {
        switch self {
        case .head: try HeadProperties.checkRequest(bytes)
        case .answer: try HeadProperties.checkAnswer(bytes)
        case .chunks: try ChunkProperties.check(bytes)
        case .proxy: try ProxyHeaderProperties.check(bytes)
        case .path: try PathProperties.check(bytes)
        case .table: TableProperties.check(bytes)
        case .json: try JSONProperties.check(bytes)
        case .trap: precondition(!bytes.starts(with: "TRAP".utf8), "trapped")
        }
    }

    /// What means something to this reader; a mutation inserts it.
    package var tokens: [String] {
        switch self {
        case .head, .answer:
            [
                "\r\n", "\r\n\r\n", "\n", "\r", ":", " ", "\t", ",", ";", "\0", "\u{7F}", "é", "HTTP/1.1", "HTTP/1.0",
                "*",
                "Host: b\r\n", "Content-Length: 7\r\n", "Content-Length: 18446744073709551616\r\n",
                "Transfer-Encoding: chunked\r\n", "Connection: close, host\r\n", "Expect: 100-continue\r\n",
                "TE: trailers\r\n",
                "Upgrade: x\r\n", "Forwarded: for=x\r\n", "X-Forwarded-For: 1\r\n", "http://a", "//", "%00", "[::1]",
                "@",
            ]
        case .chunks:
            [
                "\r\n", "\n", "0\r\n", "5\r\nhello\r\n", ";", "=", "\"", "ffffffffffffffff", "0x", "-1", "+", " ",
                "X: y\r\n",
            ]
        case .proxy:
            [
                "PROXY ", "TCP4", "TCP6", "UNKNOWN", " ", "\r\n", "127.0.0.1", "::1", "65535", "\0",
                "\r\n\r\n\0\r\nQUIT\n", "!",
            ]
        case .path:
            [
                "/", "//", "..", ".", "%2e", "%2F", "%00", "%", "\\", ";", "?", "#", "é", "%C3%A9", "%c3", "internal",
                " ",
            ]
        case .table:
            [
                "\n", "  ", "- ", ": ", "{", "}", "[", "]", "\"", "'", "|", ">", "&a", "*a", "<<:", "!!int", "#",
                "---\n", "on",
                "1:30", "010", "${X}", "${X:-y}", "\t", "é", "\0", "routes:", "match:", "GET /:id", "*rest", "100%",
                "1ms", "64KiB",
            ]
        case .json:
            [
                "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "1e999", "-0", "0.10", "null", "true",
                "é", "\0",
                "\n", "1234567890123456789012345", "[[[[[[[[",
            ]
        case .trap: ["TR", "AP", "x"]
        }
    }
}

/// A property that does not hold, in words.
package struct Broken: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}

/// Throws when `condition` is false.
func hold(_ condition: Bool, _ what: @autoclosure () -> String) throws(Broken) {
    if !condition { throw Broken(what()) }
}

/// Places to cut bytes at, the same for the same bytes.
func pieces(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var state = bytes.reduce(UInt64(bytes.count)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    var rest = bytes[...]
    while !rest.isEmpty {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let count = Int(state >> 59) + 1
        pieces.append(rest.prefix(count))
        rest = rest.dropFirst(count)
    }
    return pieces
}
