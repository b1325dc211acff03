/// Looks for a parameter in a query without taking it apart first.
enum QueryScan {
    /// Whether `query` has the condition's parameter; of a repeated one the first counts.
    ///
    /// Names and values are compared after percent-decoding; `+` is a plus sign.
    static func holds(_ condition: RoutePattern.Condition, in query: Span<UInt8>) -> Bool {
        var start = 0
        while start < query.count {
            var stop = start
            while stop < query.count, query[stop] != ASCII.ampersand { stop += 1 }
            var separator = start
            while separator < stop, query[separator] != ASCII.equals { separator += 1 }
            if decodes(query.extracting(start..<separator), to: condition.name) {
                guard let value = condition.value else { return true }
                return decodes(query.extracting(min(separator + 1, stop)..<stop), to: value)
            }
            start = stop + 1
        }
        return false
    }

    private static func decodes(_ encoded: Span<UInt8>, to text: String) -> Bool {
        var index = 0
        for byte in text.utf8 {
            guard index < encoded.count else { return false }
            var decoded = encoded[index]
            if decoded == ASCII.percent, index + 2 < encoded.count,
                let high = ASCII.hexValue(encoded[index + 1]), let low = ASCII.hexValue(encoded[index + 2])
            {
                decoded = high << 4 | low
                index += 2
            }
            if decoded != byte { return false }
            index += 1
        }
        return index == encoded.count
    }
}
