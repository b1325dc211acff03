/// Questions to eight octets at once, loaded into one word with the first octet in the lowest bits.
///
/// An answer is a word of marks: bit 7 of each octet for which it is yes. The subtraction behind it can borrow and mark
/// more octets, but only after the first true one, so the first mark is exact.
extension UInt64 {
    /// Eight times `octet`.
    @inline(__always)
    init(repeating octet: UInt8) { self = UInt64(octet) &* 0x0101_0101_0101_0101 }

    @inline(__always)
    func marks(of octet: UInt8) -> UInt64 {
        let difference = self ^ UInt64(repeating: octet)
        return (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
    }

    @inline(__always)
    func marks(below limit: UInt8) -> UInt64 { (self &- UInt64(repeating: limit)) & ~self & 0x8080_8080_8080_8080 }

    /// The octets beyond ASCII.
    @inline(__always)
    var marksOfHighOctets: UInt64 { self & 0x8080_8080_8080_8080 }

    /// The position, from 0 to 7, of the first mark in a word of marks that has one.
    @inline(__always)
    var firstMark: Int { self.trailingZeroBitCount &>> 3 }

    /// The same octets with ASCII letters in lower case.
    @inline(__always)
    var lowercased: UInt64 {
        let ascii = self & 0x7F7F_7F7F_7F7F_7F7F
        let fromA = ascii &+ UInt64(repeating: 0x80 &- UInt8(ascii: "A"))
        let beyondZ = ascii &+ UInt64(repeating: 0x7F &- UInt8(ascii: "Z"))
        return self | ((fromA & ~beyondZ & ~self & 0x8080_8080_8080_8080) &>> 2)
    }
}

extension Span<UInt8> {
    /// The eight octets at `index`, which must all be there.
    @inline(__always)
    func word(at index: Int) -> UInt64 {
        UInt64(littleEndian: self.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// The octets from `index` on, at most eight, as a word with zeros after them.
    @inline(__always)
    func lastWord(from index: Int) -> UInt64 {
        let rest = self.count &- index
        if rest >= 8 { return self.word(at: index) }
        if self.count >= 8 { return self.word(at: self.count &- 8) &>> UInt64(64 &- 8 &* rest) }
        var word: UInt64 = 0
        for offset in 0..<Swift.max(rest, 0) { word |= UInt64(self[index &+ offset]) &<< UInt64(8 &* offset) }
        return word
    }

    /// The index of the first `octet` at or after `start`, or nil.
    func firstIndex(of octet: UInt8, from start: Int) -> Int? {
        var index = start
        while index &+ 8 <= self.count {
            let marks = self.word(at: index).marks(of: octet)
            if marks != 0 { return index &+ marks.firstMark }
            index &+= 8
        }
        while index < self.count {
            if self[index] == octet { return index }
            index &+= 1
        }
        return nil
    }

    /// The index of the first control character other than a tab at or after `start`, or `count`.
    ///
    /// Field values and reason phrases consist of visible characters, `obs-text`, space and tab
    /// (RFC 9110 section 5.5, RFC 9112 section 4).
    func endOfText(from start: Int) -> Int {
        var index = start
        while index &+ 8 <= self.count {
            let word = self.word(at: index)
            let marks = word.marks(below: .space) | word.marks(of: 0x7F)
            guard marks != 0 else {
                index &+= 8
                continue
            }
            index &+= marks.firstMark
            guard self[index] == .tab else { return index }
            index &+= 1
        }
        while index < self.count {
            let octet = self[index]
            if (octet < .space && octet != .tab) || octet == 0x7F { return index }
            index &+= 1
        }
        return index
    }

    /// The index of the first octet at or after `start` that no request target is made of, or `count`: all but visible
    /// ASCII, and the `#` of a fragment, which is never sent (RFC 9112 section 3.2). Stricter rules for the path belong
    /// to routing.
    func endOfTarget(from start: Int) -> Int {
        var index = start
        while index &+ 8 <= self.count {
            let word = self.word(at: index)
            let marks =
                word.marks(below: 0x21) | word.marks(of: 0x7F) | word.marks(of: UInt8(ascii: "#"))
                | word.marksOfHighOctets
            if marks != 0 { return index &+ marks.firstMark }
            index &+= 8
        }
        while index < self.count, 0x21...0x7E ~= self[index], self[index] != UInt8(ascii: "#") { index &+= 1 }
        return index
    }
}
