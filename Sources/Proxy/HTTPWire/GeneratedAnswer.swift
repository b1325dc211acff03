package import NIOCore

/// An answer that the proxy itself gives.
package struct GeneratedAnswer: Sendable, Hashable {
    package let status: Int
    package let contentType: String
    package let body: [UInt8]
    /// Whole field lines to add, each with its CRLF.
    package var addedLines: [UInt8] = []

    package init(status: Int, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// Writes head and body; the body is left out in the answer to HEAD.
    ///
    /// - Parameter version: what the client speaks; an unknown one is answered as HTTP/1.1 with close.
    package func write(
        answering method: Method, version: HTTPVersion, keepsConnection: Bool, date: HTTPDate,
        to output: inout ByteBuffer
    ) {
        output.writeString("HTTP/1.1 \(self.status) \(Self.reason(for: self.status))\r\n")
        output.writeBytes(date.line)
        if !self.body.isEmpty { output.writeString("Content-Type: \(self.contentType)\r\n") }
        output.writeString("Content-Length: \(self.body.count)\r\n")
        output.writeBytes(self.addedLines)
        switch (version, keepsConnection) {
        case (.http11, true): break
        case (.http10, true): output.writeStaticString("Connection: keep-alive\r\n")
        case (_, false): output.writeStaticString("Connection: close\r\n")
        }
        output.writeStaticString("\r\n")
        if method != .head { output.writeBytes(self.body) }
    }

    /// The reason phrase of a status that a proxy gives (RFC 9110 section 15).
    package static func reason(for status: Int) -> String {
        switch status {
        case 100: "Continue"
        case 200: "OK"
        case 400: "Bad Request"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 410: "Gone"
        case 411: "Length Required"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 417: "Expectation Failed"
        case 421: "Misdirected Request"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        case 508: "Loop Detected"
        default: "Unknown"
        }
    }
}
