/// Equality of byte ranges, eight bytes at a step.
enum ByteEquality {
    static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && equal(left, 0..<left.count, right, 0..<right.count)
    }

    static func equal(_ left: [UInt8], _ leftRange: Range<Int>, _ right: [UInt8], _ rightRange: Range<Int>) -> Bool {
        guard leftRange.count == rightRange.count else { return false }
        return left.withUnsafeBytes { left in
            right.withUnsafeBytes { right in
                equal(
                    UnsafeRawBufferPointer(rebasing: left[leftRange]),
                    UnsafeRawBufferPointer(rebasing: right[rightRange]))
            }
        }
    }

    private static func equal(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        var offset = 0
        while offset + 8 <= left.count {
            let leftWord = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let rightWord = right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            guard leftWord == rightWord else { return false }
            offset += 8
        }
        while offset < left.count {
            guard left[offset] == right[offset] else { return false }
            offset += 1
        }
        return true
    }

    /// The first place where two bodies differ; the length of the shorter one when it begins the other.
    static func firstDifference(_ left: [UInt8], _ right: [UInt8]) -> Int {
        zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(left.count, right.count)
    }
}
