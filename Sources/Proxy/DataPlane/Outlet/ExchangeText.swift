/// Bytes that a client chose: whoever writes them to a log must escape them.
///
/// The texts of many records lie one behind another in one piece of memory, which each of them holds.
package struct ExchangeText: Sendable {
    private var bytes: [UInt8] = []
    private let start: UInt32
    private let methodEnd: UInt32
    private let pathEnd: UInt32
    private let requestIDEnd: UInt32
    private let end: UInt32

    /// A text that has its bytes to itself.
    init(bytes: [UInt8], methodEnd: Int, pathEnd: Int, requestIDEnd: Int) {
        self.init(start: 0, methodEnd: methodEnd, pathEnd: pathEnd, requestIDEnd: requestIDEnd, end: bytes.count)
        self.bytes = bytes
    }

    /// A text at a place in memory that is not written to its end yet, and given to ``attach(_:)`` then.
    init(start: Int, methodEnd: Int, pathEnd: Int, requestIDEnd: Int, end: Int) {
        self.start = UInt32(start)
        self.methodEnd = UInt32(methodEnd)
        self.pathEnd = UInt32(pathEnd)
        self.requestIDEnd = UInt32(requestIDEnd)
        self.end = UInt32(end)
    }

    /// Gives a text that has no memory yet the one that it lies in.
    mutating func attach(_ memory: [UInt8]) {
        if bytes.isEmpty { bytes = memory }
    }

    /// How many bytes it has.
    package var count: Int { Int(end - start) }
    /// The method's token.
    package var method: ArraySlice<UInt8> { bytes[Int(start)..<Int(methodEnd)] }
    /// The request target without its query, as received, cut after 1,024 bytes.
    package var path: ArraySlice<UInt8> { bytes[Int(methodEnd)..<Int(pathEnd)] }
    package var requestID: ArraySlice<UInt8> { bytes[Int(pathEnd)..<Int(requestIDEnd)] }
    /// The peer's address.
    package var client: ArraySlice<UInt8> { bytes[Int(requestIDEnd)..<Int(end)] }
}
