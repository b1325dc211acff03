extension Span<UInt8> {
    /// Byte for byte.
    func equals(_ text: String) -> Bool {
        let utf8 = text.utf8
        guard count == utf8.count else { return false }
        var index = 0
        for byte in utf8 {
            if self[index] != byte { return false }
            index += 1
        }
        return true
    }

    /// Without regard to the case of ASCII letters; `text` is in lower case.
    func equalsIgnoringCase(_ text: String) -> Bool {
        let utf8 = text.utf8
        guard count == utf8.count else { return false }
        var index = 0
        for byte in utf8 {
            if ASCII.lowercased(self[index]) != byte { return false }
            index += 1
        }
        return true
    }
}
