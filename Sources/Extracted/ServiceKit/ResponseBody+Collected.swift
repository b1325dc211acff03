package import Hummingbird
package import NIOCore

extension ResponseBody {
    /// All that the body writes, for who wants to change it.
    package func collected() async throws -> ByteBuffer {
        let sink = Sink()
        try await write(sink)
        return sink.bytes
    }

    /// Takes a body that was meant for the wire.
    private final class Sink: ResponseBodyWriter {
        var bytes = ByteBuffer()

        func write(_ buffer: ByteBuffer) {
            bytes.writeImmutableBuffer(buffer)
        }

        func finish(_ trailingHeaders: HTTPFields?) {}
    }
}
