#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Equality of byte ranges, as fast as memory is read.
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
        guard let leftStart = left.baseAddress, let rightStart = right.baseAddress else { return true }
        return leftStart == rightStart || memcmp(leftStart, rightStart, left.count) == 0
    }

    /// The first place where two bodies differ; the length of the shorter one when it begins the other.
    static func firstDifference(_ left: [UInt8], _ right: [UInt8]) -> Int {
        let shorter = min(left.count, right.count)
        var start = 0
        while start < shorter {
            let end = min(start + 4096, shorter)
            guard equal(left, start..<end, right, start..<end) else { break }
            start = end
        }
        return (start..<shorter).first { left[$0] != right[$0] } ?? shorter
    }
}
