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
}
