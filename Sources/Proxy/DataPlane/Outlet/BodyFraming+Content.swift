import HTTPWire
import NIOCore

extension BodyFraming {
    /// The content of a whole body that was received in this framing, which has been checked.
    func content(of bytes: ByteBuffer) -> [UInt8] {
        guard self == .chunked else { return Array(bytes.readableBytesView) }
        var content: [UInt8] = []
        var scanner = BodyScanner(.chunked)
        _ = try? scanner.scan(bytes) { range in
            content += bytes.readableBytesView.dropFirst(range.lowerBound).prefix(range.count)
        }
        return content
    }
}
