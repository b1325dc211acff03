import HTTPWire
import NIOCore

/// A header of the PROXY protocol is one, or is none, however its bytes arrive; what follows it stays.
enum ProxyHeaderProperties {
    static func check(_ bytes: [UInt8]) throws(Broken) {
        let whole = read([bytes[...]])
        let cut = read(pieces(bytes))
        try hold(whole == cut, "the outcome depends on how the bytes arrive: \(whole), \(cut)")
        try hold(whole.source == nil || whole.consumed >= 22, "an address comes from too few bytes: \(whole)")
    }

    private struct Outcome: Equatable {
        var source: String?
        var isInvalid = false
        var consumed = 0
    }

    private static func read(_ pieces: [ArraySlice<UInt8>]) -> Outcome {
        var buffer = ByteBuffer()
        for piece in pieces {
            buffer.writeBytes(piece)
            do {
                guard let header = try ProxyHeader.parse(&buffer) else { continue }
                return Outcome(source: header.source?.description, consumed: buffer.readerIndex)
            } catch {
                return Outcome(isInvalid: true)
            }
        }
        return Outcome()
    }
}
