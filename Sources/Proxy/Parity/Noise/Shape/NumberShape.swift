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
            guard EpochUnit(number.value) == unit else { return .time }
            let seconds = numbers.map { $0.value / unit.perSecond }
            return Nearness(seconds).covers(number.value / unit.perSecond) ? nil : .time
        }
        let slack = max(20 * (high - low), 0.5 * max(abs(low), abs(high)), number.decimals == 0 ? 10 : 0)
        if number.value >= low - slack, number.value <= high + slack { return nil }
        return isCounter && number.value > 0 ? nil : .magnitude
    }

    private func decimals(_ number: WrittenNumber, _ isPadded: Bool) -> ShapeProblem? {
        guard let least = numbers.map(\.decimals).min(), let most = numbers.map(\.decimals).max() else { return nil }
        if isPadded { return (least...most).contains(number.decimals) ? nil : .format }
        // Writers drop zeros at the end; three at a time is no accident, nor is a whole number among prices.
        if number.decimals > most, most < 6 { return .format }
        if number.decimals == 0, least >= 2 { return .format }
        return number.decimals + 3 <= least ? .format : nil
    }

    /// Each answer counted on, in whole numbers or by a fine clock: another process counts from elsewhere.
    private var isCounter: Bool {
        numbers.count >= 3 && numbers.allSatisfy { $0.decimals == 0 || $0.decimals >= 3 }
            && zip(numbers, numbers.dropFirst()).allSatisfy { $0.value < $1.value }
    }
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
