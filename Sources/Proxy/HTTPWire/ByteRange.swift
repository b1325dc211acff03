/// Where a part of a head lies: an offset from the first byte of the head's buffer, and a length.
///
/// A head is at most 65,535 bytes (``HeadLimits``), so a range takes four bytes.
package struct ByteRange: Sendable, Hashable {
    package let offset: UInt16
    package let count: UInt16

    /// The range at `offset`; callers keep both within a head, which ``HeadLimits`` keeps within 16 bits.
    package init(offset: Int, count: Int) {
        self.offset = UInt16(truncatingIfNeeded: offset)
        self.count = UInt16(truncatingIfNeeded: count)
    }

    package init(_ range: Range<Int>) {
        self.init(offset: range.lowerBound, count: range.count)
    }

    /// The range of no bytes.
    package static let empty = ByteRange(offset: 0, count: 0)

    package var isEmpty: Bool { self.count == 0 }
    package var lowerBound: Int { Int(self.offset) }
    package var upperBound: Int { Int(self.offset) + Int(self.count) }
    package var bounds: Range<Int> { self.lowerBound..<self.upperBound }
}
