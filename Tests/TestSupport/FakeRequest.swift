/// A request as a fake target received it.
package struct FakeRequest: Sendable {
    package let method: String
    /// The request target: path and query as they came.
    package let path: String
    /// Names in lower case, in the order of the wire.
    package let fields: [(name: String, value: String)]
    /// The content, with the chunked framing taken away; empty for a target that answers on the head.
    package let body: [UInt8]
    /// The head, byte for byte.
    package let head: [UInt8]
    /// The whole message, byte for byte, framing and trailers included.
    package let bytes: [UInt8]
    /// Which connection of the target it came on, and as the how many-th on it, both from 0.
    package let connection: Int
    package let number: Int

    package var text: String { String(decoding: body, as: UTF8.self) }

    package subscript(_ name: String) -> String? {
        fields.first { $0.name == name.lowercased() }?.value
    }
}
