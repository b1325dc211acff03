import NIOCore
import Testing

@testable import Transport

@Suite struct `Writes that wait` {
    /// Takes up to so many bytes of what is offered.
    private func take(_ most: Int, of pending: inout PendingWrites) -> [UInt8] {
        var taken: [UInt8] = []
        _ = pending.offer { first, second in
            taken = Array((Array(first) + Array(second)).prefix(most))
            return taken.count
        }
        return taken
    }

    @Test(arguments: 1..<12) func `leave in order, however much is taken at once`(most: Int) {
        var pending = PendingWrites()
        let parts = ["a", "", "bc", "def", "", "", "ghijklmnop", "q"]
        for part in parts { pending.append(ByteBuffer(string: part)) }
        var taken: [UInt8] = []
        while !pending.isEmpty {
            let count = pending.byteCount
            let bytes = take(most, of: &pending)
            #expect(!bytes.isEmpty && pending.byteCount == count - bytes.count)
            taken += bytes
        }
        #expect(String(decoding: taken, as: UTF8.self) == "abcdefghijklmnopq")
        #expect(pending.byteCount == 0)
    }

    @Test func `of nothing do not wait`() {
        var pending = PendingWrites()
        pending.append(ByteBuffer())
        #expect(pending.isEmpty)
    }

    @Test func `hold little more memory than they are long`() {
        var large = ByteBufferAllocator().buffer(capacity: 64 << 10)
        large.writeRepeatingByte(7, count: 64 << 10)
        var pending = PendingWrites()
        if let part = large.getSlice(at: 100, length: 3_000) { pending.append(part) }
        #expect(large.modifyIfUniquelyOwned { $0.clear() } != nil, "what waits pins it")
        #expect(take(3_000, of: &pending) == [UInt8](repeating: 7, count: 3_000))
    }
}
