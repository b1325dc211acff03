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
        if low > 0, number.value < 0 { return .sign }
        if high < 0, number.value > 0 { return .sign }
        if let problem = decimals(number, isPadded) { return problem }
        if let unit = EpochUnit(low), EpochUnit(high) == unit {
            let seconds = numbers.map { $0.value / unit.perSecond }
            // Numbers of that size that lie far apart are no moments of this exchange.
            if let first = seconds.min(), let last = seconds.max(), last - first <= Nearness.exchange {
                guard EpochUnit(number.value) == unit else { return .time }
                return Nearness(seconds).covers(number.value / unit.perSecond) ? nil : .time
            }
        }
        return magnitude(number.value, low, high)
    }

    /// Two samples say little about how far values spread, so only another unit, or nothing at all, is another magnitude.
    private func magnitude(_ value: Double, _ low: Double, _ high: Double) -> ShapeProblem? {
        if value == 0, low > 0, numbers.allSatisfy({ $0.decimals > 0 }) || low >= Self.surelySome { return .magnitude }
        if value == 0 || isCounter && value > 0 { return nil }
        let slack = max(20 * (high - low), numbers.allSatisfy { $0.decimals == 0 } ? 10 : 0)
        if value >= low - slack, value <= high + slack { return nil }
        // Four say how far.
        if numbers.count >= 4 {
            let spread = max(slack, 0.5 * max(abs(low), abs(high)))
            return value >= low - spread && value <= high + spread ? nil : .magnitude
        }
        let magnitudes = numbers.map { abs($0.value) }
        let least = magnitudes.filter { $0 > 0 }.min() ?? 0
        let most = magnitudes.max() ?? 0
        return abs(value) >= least / Self.mostBelow && abs(value) <= most * Self.mostAbove ? nil : .magnitude
    }

    /// Whole numbers from here on are not 0 by chance.
    private static let surelySome = 100.0
    private static let mostBelow = 300.0
    private static let mostAbove = 100.0

    private func decimals(_ number: WrittenNumber, _ isPadded: Bool) -> ShapeProblem? {
        guard let least = numbers.map(\.decimals).min(), let most = numbers.map(\.decimals).max() else { return nil }
        if isPadded { return (least...most).contains(number.decimals) ? nil : .format }
        // Writers drop zeros at the end, so that two samples may both lack a digit; three at a time is no accident, nor is
        // a whole number among prices.
        let dropped = numbers.count < 3 && most > 0 ? 1 : 0
        if number.decimals > most + dropped, most < 6 { return .format }
        if number.decimals == 0, least >= 2 { return .format }
        return number.decimals + 3 <= least ? .format : nil
    }

    /// Each answer counted on by little, up or down: another process counts from elsewhere.
    private var isCounter: Bool {
        guard numbers.count >= 2, numbers.allSatisfy({ $0.decimals == 0 || $0.decimals >= 3 }) else { return false }
        let steps = zip(numbers.dropFirst(), numbers).map { $0.value - $1.value }
        let isSteady = steps.allSatisfy { $0 > 0 } || steps.allSatisfy { $0 < 0 }
        return isSteady
            && (numbers.count >= 3 || steps.allSatisfy { abs($0) <= min(Self.mostStep, numbers[0].value / 10) })
    }

    private static let mostStep = 1000.0
}

/// A number as written.
struct WrittenNumber {
    let value: Double
    /// Digits after the point.
    let decimals: Int
    let hasExponent: Bool

    /// nil for what is no number in decimal notation.
    init?(_ text: [UInt8]) {
        guard !text.isEmpty, text.count <= 64 else { return nil }
        var digits = 0
        var point: Int?
        var exponent: Int?
        for (offset, byte) in text.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
            case UInt8(ascii: "."):
                guard point == nil, exponent == nil else { return nil }
                point = offset
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard exponent == nil, digits > 0 else { return nil }
                exponent = offset
            case UInt8(ascii: "-"), UInt8(ascii: "+"):
                guard offset == 0 || offset - 1 == exponent else { return nil }
            default: return nil
            }
        }
        guard digits > 0, let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
        self.value = value
        decimals = point.map { (exponent ?? text.count) - $0 - 1 } ?? 0
        hasExponent = exponent != nil
    }
}
