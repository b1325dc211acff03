/// Numbers with their units: a number without one is an error, because nobody can know what it meant.
enum Quantity {
    /// `250ms`, `3s`, `1.5s`, `10m`, `1h`; more than nothing, and a day at most.
    static func duration(_ text: String) throws(ScalarProblem) -> Duration {
        let units: [(String, Int64)] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)]
        let (number, unit) = try split(text, .invalidDuration, "a duration", example: "250ms, 3s or 1m", units)
        let milliseconds = try scaled(number, by: unit, .invalidDuration, "a duration", smallest: "a millisecond")
        guard (1...86_400_000).contains(milliseconds) else {
            throw ScalarProblem(.outOfRange, "\(text) is not between 1ms and 24h")
        }
        return .milliseconds(milliseconds)
    }

    /// `512B`, `64KiB`, `1MiB`, `1GiB`, also in powers of ten as `kB`, `MB`, `GB`.
    static func bytes(_ text: String) throws(ScalarProblem) -> Int {
        let units: [(String, Int64)] = [
            ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("kB", 1_000), ("MB", 1_000_000),
            ("GB", 1_000_000_000), ("B", 1),
        ]
        let (number, unit) = try split(text, .invalidSize, "a size", example: "512B, 64KiB or 1MiB", units)
        let bytes = try scaled(number, by: unit, .invalidSize, "a size", smallest: "a byte")
        guard bytes <= 1 << 40 else { throw ScalarProblem(.outOfRange, "\(text) is more than 1024GiB") }
        return Int(bytes)
    }

    /// `240B/s`, `64KiB/s`; more than nothing.
    static func bytesPerSecond(_ text: String) throws(ScalarProblem) -> Int {
        let units: [(String, Int64)] = [
            ("KiB/s", 1 << 10), ("MiB/s", 1 << 20), ("kB/s", 1_000), ("MB/s", 1_000_000), ("B/s", 1),
        ]
        let (number, unit) = try split(text, .invalidSize, "a rate", example: "240B/s or 64KiB/s", units)
        let bytes = try scaled(number, by: unit, .invalidSize, "a rate", smallest: "a byte")
        guard (1...1 << 30).contains(bytes) else {
            throw ScalarProblem(.outOfRange, "\(text) is not between 1B/s and 1024MiB/s")
        }
        return Int(bytes)
    }

    /// `0.1%`, `100%`.
    static func share(_ text: String) throws(ScalarProblem) -> Share {
        let millionths = try percent(text)
        guard millionths <= 1_000_000 else { throw ScalarProblem(.outOfRange, "\(text) is more than 100%") }
        return Share(partsPerMillion: UInt32(millionths))
    }

    /// `20%`, `150%`: how much more than before.
    static func increase(_ text: String) throws(ScalarProblem) -> Double {
        let millionths = try percent(text)
        guard millionths <= 100_000_000 else { throw ScalarProblem(.outOfRange, "\(text) is more than 10000%") }
        return Double(millionths) / 1_000_000
    }

    /// A whole number without a unit.
    static func count(_ text: String, in range: ClosedRange<Int>) throws(ScalarProblem) -> Int {
        guard let value = Int(text), text.utf8.allSatisfy(ASCII.isDigit) else {
            throw ScalarProblem(
                .invalidNumber, "\"\(text)\" is not a whole number", hint: "write it in digits, such as 100")
        }
        guard range.contains(value) else {
            throw ScalarProblem(.outOfRange, "\(value) is not between \(range.lowerBound) and \(range.upperBound)")
        }
        return value
    }

    /// A decimal number above zero, as written: `0.0001`.
    static func decimal(_ text: String) throws(ScalarProblem) -> String {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber =
            (1...2).contains(parts.count) && text.utf8.count <= 30
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(ASCII.isDigit) }
        guard isNumber else {
            throw ScalarProblem(
                .invalidNumber, "\"\(text)\" is not a number", hint: "write it in digits, such as 0.01")
        }
        guard text.contains(where: { ("1"..."9").contains($0) }) else {
            throw ScalarProblem(.outOfRange, "\(text) tolerates nothing", hint: "remove it")
        }
        return text
    }

    private static func percent(_ text: String) throws(ScalarProblem) -> Int64 {
        let (number, unit) = try split(text, .invalidShare, "a share", example: "5% or 0.02%", [("%", 10_000)])
        return try scaled(number, by: unit, .invalidShare, "a share", smallest: "0.0001%")
    }

    private static func split(
        _ text: String, _ code: Diagnostic.Code, _ what: String, example: String, _ units: [(String, Int64)]
    ) throws(ScalarProblem) -> (Substring, Int64) {
        let number = text.prefix { $0 == "." || ("0"..."9").contains($0) }
        let unit = text.dropFirst(number.count)
        if let scale = units.first(where: { $0.0 == unit })?.1, !number.isEmpty { return (number, scale) }
        if !number.isEmpty, unit.isEmpty {
            throw ScalarProblem(.missingUnit, "\(text) has no unit", hint: "write \(example)")
        }
        throw ScalarProblem(code, "\"\(text)\" is not \(what)", hint: "write \(example)")
    }

    /// A decimal number times a scale, exactly.
    private static func scaled(
        _ number: Substring, by scale: Int64, _ code: Diagnostic.Code, _ what: String, smallest: String
    ) throws(ScalarProblem) -> Int64 {
        let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1] : ""
        guard let whole = Int64(parts[0]), parts.count == 1 || !decimals.isEmpty, decimals.count <= 9,
            let fraction = Int64(decimals.isEmpty ? "0" : decimals)
        else { throw ScalarProblem(code, "\(number) is not a number", hint: "write it in digits") }
        // At most nine decimals and a scale below 2^30: their product fits.
        let divisor = decimals.reduce(into: Int64(1)) { product, _ in product *= 10 }
        let (product, overflows) = whole.multipliedReportingOverflow(by: scale)
        let (part, rest) = (fraction * scale).quotientAndRemainder(dividingBy: divisor)
        guard rest == 0 else { throw ScalarProblem(code, "\(number) is finer than \(smallest)") }
        guard !overflows, product <= .max - part else { throw ScalarProblem(.outOfRange, "\(number) is too large") }
        return product + part
    }
}
