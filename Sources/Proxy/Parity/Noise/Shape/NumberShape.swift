/// Sign, notation, decimals and order of magnitude of numbers that one place had.
struct NumberShape {
    private let numbers: [WrittenNumber]

    init(_ texts: [[UInt8]]) {
        numbers = texts.compactMap { WrittenNumber($0) }
    }

    /// - Parameter isPadded: decimals are written out, as in `"10.50"`, so that their number is part of the format.
    func problem(of text: [UInt8], isPadded: Bool = false) -> ShapeProblem? {
        guard let number = WrittenNumber(text), let low = numbers.map(\.value).min(),
            let high = numbers.map(\.value).max()
        else { return .format }
        if number.hasExponent, !numbers.contains(where: \.hasExponent) { return .format }
        if let problem = sign(number.value, low, high) { return problem }
        if let problem = decimals(number, isPadded) { return problem }
        if let isNear = isNear(number.value) { return isNear ? nil : .time }
        // On the other side of zero the size is all that is known.
        if number.value < 0 && low > 0 || number.value > 0 && high < 0 {
            return abs(number.value) <= max(abs(low), abs(high)) * Self.mostAbove ? nil : .magnitude
        }
        if high < 0 { return magnitude(-number.value, -high, -low) }
        return magnitude(number.value, low, high)
    }

    /// The same of texts that are digits alone: padded with zeros, or as long as only names are, their number is the
    /// format; that of codes of six digits and more is one less at most, where the first is 0.
    func problem(ofDigits text: [UInt8], among own: [[UInt8]]) -> ShapeProblem? {
        // Bits are no number.
        if own.allSatisfy({ $0.count > 3 && $0.allSatisfy { $0 <= UInt8(ascii: "1") } }) {
            return own.contains { $0.count == text.count } ? nil : .length
        }
        let isPadded = own.contains { $0.count > 1 && $0[0] == UInt8(ascii: "0") }
        let isName = own.allSatisfy { $0.count >= Self.nameLength } && EpochUnit(numbers.first?.value ?? 0) == nil
        let counts = own.map(\.count)
        if isPadded || isName, let least = counts.min(), let most = counts.max() {
            let spread = most - least
            guard (least - spread...most + spread).contains(text.count) else { return .length }
        }
        // Names that are counted up begin anew in no service that has the same data.
        if isPadded, isCounter, let low = numbers.map(\.value).min(), let number = WrittenNumber(text) {
            return number.value < low / Self.begunAnew ? .magnitude : nil
        }
        if isPadded { return nil }
        if let count = own.first?.count, count >= Self.codeLength, own.allSatisfy({ $0.count == count }),
            abs(text.count - count) > 1
        {
            return .length
        }
        return isName ? isNear(WrittenNumber(text)?.value ?? 0) ?? true ? nil : .time : problem(of: text)
    }

    private static let begunAnew = 1000.0
    private static let codeLength = 6
    private static let nameLength = 15

    // MARK: Sign

    /// Most quantities are never negative, and those that are written with their `+` are differences. Some below zero show
    /// that they may be on either side, unless zero is far from all of them.
    private func sign(_ value: Double, _ low: Double, _ high: Double) -> ShapeProblem? {
        if numbers.contains(where: \.hasPlus) { return nil }
        if low > 0 || low == 0 && numbers.allSatisfy({ $0.decimals == 0 }) { return value < 0 ? .sign : nil }
        return high < 0 && value > 0 && -high > (high - low) * uncertainty ? .sign : nil
    }

    /// How many times the spread of the samples others may lie beyond it: two samples say little about it.
    private var uncertainty: Double { numbers.count < 3 ? 3 : numbers.count < 4 ? 2 : 1 }

    // MARK: Times

    /// Whether a value is of the time that the others count; nil where they count none.
    private func isNear(_ value: Double) -> Bool? {
        guard let low = numbers.map(\.value).min(), let high = numbers.map(\.value).max() else { return nil }
        if let unit = EpochUnit(low), EpochUnit(high) == unit {
            let seconds = (low / unit.perSecond, high / unit.perSecond)
            // Numbers of that size that lie far apart are no moments of this exchange.
            if seconds.1 - seconds.0 <= Nearness.exchange {
                return EpochUnit(value) == unit
                    && Nearness([seconds.0, seconds.1]).covers(value / unit.perSecond)
            }
        }
        // So large numbers that share their first digits count the time in another unit, or from another year: ticks,
        // ids that begin with the time.
        guard low >= Self.leastTicks, high - low <= low * Self.mostShared else { return nil }
        let slack = Self.mostSpreads * (high - low)
        return value >= low - slack && value <= high + slack
    }

    private static let leastTicks = 1e14
    private static let mostShared = 1e-5
    private static let mostSpreads = 500.0

    // MARK: Size

    /// Two samples say little about how far values spread, so only another unit, or nothing at all, is another magnitude.
    private func magnitude(_ value: Double, _ low: Double, _ high: Double) -> ShapeProblem? {
        let isWhole = numbers.allSatisfy { $0.decimals == 0 }
        if isOtherUnit(value, low, high) { return .magnitude }
        // Nothing at all is what many a quantity has at times; one that hardly moves has never.
        if value == 0, low > 0, high - low < low * Self.hardly / uncertainty { return .magnitude }
        if value == 0 || isCounter && value > 0 && (isWhole || value < high * Self.mostBelow) { return nil }
        // The further apart they are, the closer to 0 others may be.
        let least = low > 0 ? low * low / high / Self.mostBelow : -.infinity
        let slack = max(20 * (high - low), isWhole ? 10 : 0)
        if value >= max(low - slack, least), value <= high + slack { return nil }
        // Four say how far.
        if numbers.count >= 4 {
            let spread = max(slack, 0.5 * max(abs(low), abs(high)))
            return value >= max(low - spread, least) && value <= high + spread ? nil : .magnitude
        }
        let most = max(abs(low), abs(high))
        return value >= least && abs(value) <= most * Self.mostAbove ? nil : .magnitude
    }

    /// Whether a value is exactly one of those that the others are, in a unit that is a thousandth or the like. What varies
    /// widely by itself ends in so many zeros only where all of its values are round.
    private func isOtherUnit(_ value: Double, _ low: Double, _ high: Double) -> Bool {
        guard let decimals = numbers.map(\.decimals).max(), decimals < 3, value < 1e15 else { return false }
        let scale = [1.0, 10, 100][decimals]
        let own = numbers.map { ($0.value * scale).rounded() }
        let slack = max((high - low) * uncertainty, low * 0.02) * scale
        guard value > 10 * high, low * scale >= 100, high <= 3 * low else { return false }
        let its = (value * scale).rounded()
        return Self.factors.contains { factor in
            // What is round in decimals is multiples of ten; the rest is round where it is even.
            let roundness = factor.truncatingRemainder(dividingBy: 100) == 0 && factor != 3600 ? 10.0 : 2
            guard its.truncatingRemainder(dividingBy: factor) == 0,
                own.contains(where: { $0.truncatingRemainder(dividingBy: roundness) != 0 })
            else { return false }
            return (low * scale - slack...high * scale + slack).contains(its / factor)
        }
    }

    private static let factors: [Double] = [60, 100, 1000, 1024, 3600, 1e6, 1_048_576, 1e9]
    private static let hardly = 0.3
    private static let mostBelow = 300.0
    private static let mostAbove = 100.0

    /// Each answer counted on by little, up or down: another process counts from elsewhere.
    private var isCounter: Bool {
        guard numbers.count >= 2, numbers.allSatisfy({ $0.decimals == 0 || $0.decimals >= 3 }) else { return false }
        let steps = zip(numbers.dropFirst(), numbers).map { $0.value - $1.value }
        guard steps.allSatisfy({ $0 > 0 }) || steps.allSatisfy({ $0 < 0 }) else { return false }
        let mostStep = numbers.count > 2 ? 2 * Self.mostStep : Self.mostStep
        return steps.allSatisfy { abs($0) <= abs(numbers[0].value) * mostStep }
    }

    private static let mostStep = 0.01

    // MARK: Notation

    private func decimals(_ number: WrittenNumber, _ isPadded: Bool) -> ShapeProblem? {
        guard let least = numbers.map(\.decimals).min(), let most = numbers.map(\.decimals).max() else { return nil }
        // Who writes a zero at the end writes all decimals out.
        if numbers.contains(where: \.endsInZero) { return (least...most).contains(number.decimals) ? nil : .format }
        // Others may as well, where all have as many; or each of them has no zero there by chance.
        if isPadded, least == most, least < Self.exactDigits {
            let dropped = least < 3 ? 0 : least < 6 ? 1 : 2
            return (least - dropped...most).contains(number.decimals) && !number.endsInZero || number.decimals == most
                ? nil : .format
        }
        if !isPadded, number.value == 0, number.decimals < 2 { return nil }
        // With all the digits that a number has, their count is chance; among others that are short, too.
        if numbers.contains(where: { $0.digits >= Self.exactDigits }) {
            let isShort = number.digits <= Self.roundedDigits
            return isShort && number.value != 0 && numbers.allSatisfy { $0.digits > Self.roundedDigits } ? .format : nil
        }
        // Others drop zeros at the end, so that two samples may both lack a digit.
        let dropped = least < most && most >= 6 ? 2 : numbers.count < 3 && most > 0 ? 1 : 0
        if most >= Self.measuredDecimals, number.isSumOfDoubles(with: most) { return nil }
        if number.decimals > most + dropped { return .format }
        // Two zeros at the end are an accident of one in a hundred, and rounding is none; a whole number among those
        // with one decimal is taken for rounded, as about half of all writers write `21.0`.
        return number.decimals + (least < 6 ? 2 : 4) <= least ? .format : nil
    }

    /// Doubles are written with 15 to 17 digits.
    fileprivate static let exactDigits = 15
    fileprivate static let mostDigits = 17
    /// And never with so few.
    private static let roundedDigits = 10
    /// So many have measurements and coordinates; money has fewer, and shows no trace of how it was added up.
    private static let measuredDecimals = 5
}

/// A number as written.
struct WrittenNumber {
    let value: Double
    /// Digits after the point.
    let decimals: Int
    /// Digits in all, but for zeros in front.
    let digits: Int
    /// Nobody would write the same double shorter.
    let isShortest: Bool
    /// The last of two decimals or more is 0.
    let endsInZero: Bool
    let hasExponent: Bool
    let hasPlus: Bool

    /// Whether it is one with so many decimals but for the last digit of a double, as sums have it: `6.148066999999999`.
    func isSumOfDoubles(with decimals: Int) -> Bool {
        guard isShortest, (NumberShape.exactDigits...NumberShape.mostDigits).contains(digits) else { return false }
        let scaled = (0..<decimals).reduce(value) { scaled, _ in scaled * 10 }
        return abs(scaled - scaled.rounded()) <= abs(scaled) * 1e-14
    }

    /// nil for what is no number in decimal notation.
    init?(_ text: [UInt8]) {
        guard !text.isEmpty, text.count <= 64 else { return nil }
        var digits = 0
        var sawDigit = false
        var point: Int?
        var exponent: Int?
        for (offset, byte) in text.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                sawDigit = true
                if exponent == nil, digits > 0 || byte > UInt8(ascii: "0") { digits += 1 }
            case UInt8(ascii: "."):
                guard point == nil, exponent == nil else { return nil }
                point = offset
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard exponent == nil, sawDigit else { return nil }
                exponent = offset
            case UInt8(ascii: "-"), UInt8(ascii: "+"):
                guard offset == 0 || offset - 1 == exponent else { return nil }
            default: return nil
            }
        }
        guard sawDigit, let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
        self.value = value
        decimals = point.map { (exponent ?? text.count) - $0 - 1 } ?? 0
        hasExponent = exponent != nil
        hasPlus = text[0] == UInt8(ascii: "+")
        self.digits = digits
        isShortest = digits < NumberShape.exactDigits || "\(value)".utf8.elementsEqual(text)
        endsInZero = decimals >= 2 && exponent == nil && text.last == UInt8(ascii: "0")
    }
}
