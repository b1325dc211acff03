/// Looks for one cookie in a `Cookie` field (RFC 6265 section 4.2.1).
enum CookieScan {
    /// The hash of the cookie's value, or nil when it is missing or empty.
    static func hash(of name: String, in field: Span<UInt8>, _ seed: KeyHash) -> KeyHash? {
        var start = 0
        while start < field.count {
            var stop = start
            while stop < field.count, field[stop] != ASCII.semicolon { stop += 1 }
            while start < stop, field[start] == ASCII.space { start += 1 }
            var separator = start
            while separator < stop, field[separator] != ASCII.equals { separator += 1 }
            if separator + 1 < stop, field.extracting(start..<separator).equals(name) {
                return seed.combining(field.extracting((separator + 1)..<stop))
            }
            start = stop + 1
        }
        return nil
    }
}
