extension Span<UInt8> {
    /// Whether these are exactly the bytes of `text`.
    func elementsEqual(_ text: StaticString) -> Bool {
        guard self.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { expected in
            for index in self.indices where self[index] != expected[index] { return false }
            return true
        }
    }

    /// Whether these are the bytes of `text`, which is in lower case, in any case.
    func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard self.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { expected in
            for index in self.indices where self[index].lowercased != expected[index] { return false }
            return true
        }
    }

    /// Whether both are equal in any case.
    func equalsIgnoringCase(_ other: Span<UInt8>) -> Bool {
        guard self.count == other.count else { return false }
        for index in self.indices where self[index].lowercased != other[index].lowercased { return false }
        return true
    }

    /// Whether these begin with `prefix`, which is in lower case, in any case.
    func startsIgnoringCase(with prefix: StaticString) -> Bool {
        self.count >= prefix.utf8CodeUnitCount
            && self.extracting(0..<prefix.utf8CodeUnitCount).equalsIgnoringCase(prefix)
    }

    /// The index of the first `octet` at or after `start`, or nil; looks at eight bytes at a time.
    func firstIndex(of octet: UInt8, from start: Int) -> Int? {
        var index = start
        let pattern = UInt64(repeating: octet)
        while index &+ 8 <= self.count {
            let word = self.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) ^ pattern
            if word.hasZeroOctet { break }
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
            let word = self.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            // A false alarm (a tab) costs the slow look below, a control character is never missed.
            if word.hasOctetBelowSpace || (word ^ UInt64(repeating: 0x7F)).hasZeroOctet {
                let end = index &+ 8
                while index < end {
                    let octet = self[index]
                    if (octet < 0x20 && octet != .tab) || octet == 0x7F { return index }
                    index &+= 1
                }
            } else {
                index &+= 8
            }
        }
        while index < self.count {
            let octet = self[index]
            if (octet < 0x20 && octet != .tab) || octet == 0x7F { return index }
            index &+= 1
        }
        return index
    }
}

extension UInt64 {
    /// Eight times `octet`.
    @inline(__always)
    init(repeating octet: UInt8) { self = UInt64(octet) &* 0x0101_0101_0101_0101 }

    @inline(__always)
    var hasZeroOctet: Bool { (self &- 0x0101_0101_0101_0101) & ~self & 0x8080_8080_8080_8080 != 0 }

    /// Whether one of the eight octets is below 0x20.
    @inline(__always)
    var hasOctetBelowSpace: Bool { (self &- 0x2020_2020_2020_2020) & ~self & 0x8080_8080_8080_8080 != 0 }
}
