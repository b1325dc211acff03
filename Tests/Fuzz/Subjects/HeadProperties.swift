import HTTPWire
import NIOCore

/// A head has one meaning, however its bytes arrive, and what is sent on of it is a head with the same framing.
enum HeadProperties {
    private static let limits = HeadLimits(headBytes: 2_048, fieldCount: 24)

    /// What is wrong with an unfinished line may come to light sooner or later; with an end it must.
    private static let end = Array("\r\n\r\n".utf8)

    static func checkRequest(_ input: [UInt8]) throws(Broken) {
        let bytes = input + end
        let whole = request([bytes[...]])
        try hold(request(pieces(bytes)).text == whole.text, "the outcome depends on how the bytes arrive")
        guard let head = whole.head else { return }
        guard
            let peer = try? ForwardingPeer(
                SocketAddress(ipAddress: "192.0.2.1", port: 1), isTrusted: bytes.count % 2 == 0)
        else { return }
        var source = IdentitySource(seed: 1)
        var forwarding = RequestForwarding(
            peer: peer, identity: ExchangeIdentity(of: head, isTrusted: peer.isTrusted, from: &source))
        forwarding.defaultHost = Array("target".utf8)
        var sent = ByteBuffer()
        forwarding.write(head, to: &sent)
        var parser = RequestParser()
        let again = try? parser.parse(&sent)
        try hold(again != nil && sent.readableBytes == 0, "what is sent on is no head")
        try hold(again?.framing == head.framing, "what is sent on has another framing")
    }

    static func checkAnswer(_ input: [UInt8]) throws(Broken) {
        let bytes = input + end
        let whole = answer([bytes[...]])
        try hold(answer(pieces(bytes)).text == whole.text, "the outcome depends on how the bytes arrive")
    }

    private static func request(_ pieces: [ArraySlice<UInt8>]) -> (text: String, head: RequestHead?) {
        var parser = RequestParser(limits: limits)
        var buffer = ByteBuffer()
        do {
            for piece in pieces {
                buffer.writeBytes(piece)
                guard let head = try parser.parse(&buffer) else { continue }
                return ("\(head.method) \(head.string(head.target.path)) \(head.framing) \(fields(head))", head)
            }
            return ("incomplete", nil)
        } catch {
            return ("\(error)", nil)
        }
    }

    private static func answer(_ pieces: [ArraySlice<UInt8>]) -> (text: String, head: ResponseHead?) {
        var parser = ResponseParser(limits: limits)
        var buffer = ByteBuffer()
        do {
            for piece in pieces {
                buffer.writeBytes(piece)
                guard let head = try parser.parse(&buffer) else { continue }
                return ("\(head.status) \(head.framing(answering: .get)) \(fields(head))", head)
            }
            return ("incomplete", nil)
        } catch {
            return ("\(error)", nil)
        }
    }

    private static func fields(_ head: some MessageHead) -> String {
        head.section.fields.map { "\(head.string($0.nameRange))=\(head.string($0.valueRange))" }.joined(separator: "|")
    }
}
