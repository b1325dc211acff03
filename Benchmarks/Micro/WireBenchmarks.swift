import HTTPWire
import NIOCore

/// Heads as a browser and a service write them.
enum WireBenchmarks {
    static let request = ByteBuffer(
        string: """
            GET /api/v1/items/42?fields=all HTTP/1.1\r\nHost: shop.example.org\r\nUser-Agent: Mozilla/5.0 (X11; Linux \
            x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\nAccept: application/json, text/plain;q=0.9, */*;q=0.8\r\n\
            Accept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br\r\nConnection: keep-alive\r\n\
            Cookie: session=0123456789abcdef0123456789abcdef; theme=dark\r\nX-Client-Id: 4711\r\n\r\n
            """)
    static let response = ByteBuffer(
        string: """
            HTTP/1.1 200 OK\r\nServer: x\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: application/json\r\n\
            Content-Length: 106\r\nConnection: keep-alive\r\nFicus-Build: 1.2.3\r\n\r\n
            """)

    static func run() throws -> [Measurement] {
        var requestParser = RequestParser()
        var responseParser = ResponseParser()
        var bytes = self.request
        var answer = self.response
        guard let head = try requestParser.parse(&bytes), let reply = try responseParser.parse(&answer) else {
            return []
        }
        var source = IdentitySource(seed: 1)
        let peer = ForwardingPeer(try SocketAddress(ipAddress: "192.0.2.1", port: 1), isTrusted: false)
        let date = HTTPDate(secondsSinceEpoch: 0)
        var output = ByteBuffer()
        return [
            Measurement("parse a request head of 8 fields") { _ in
                var buffer = self.request
                guard let parsed = try? requestParser.parse(&buffer) else { return 0 }
                return parsed.section.count
            },
            Measurement("rewrite it for a target") { _ in
                output.clear()
                RequestForwarding(peer: peer, identity: ExchangeIdentity(of: head, isTrusted: false, from: &source))
                    .write(head, to: &output)
                return output.readableBytes
            },
            Measurement("parse a response head of 6 fields") { _ in
                var buffer = self.response
                guard let parsed = try? responseParser.parse(&buffer) else { return 0 }
                return parsed.section.count
            },
            Measurement("rewrite it for the client") { _ in
                output.clear()
                ResponseForwarding(of: reply, answering: head, mayKeepConnection: true, date: date)
                    .write(reply, to: &output)
                return output.readableBytes
            },
        ]
    }
}
