/// A decimal number exactly as a text writes it, without floating point: `mantissa` times ten to the `exponent`.
struct Decimal: Equatable {
    var isNegative = false
    private(set) var mantissa: UInt128 = 0
    private(set) var exponent = 0
    /// Digits after the point, as written.
    private(set) var places = 0
    /// Digits written, without leading zeros.
    private(set) var digits = 0

    /// Reads what JSON takes for a number; nil for anything else and for more than 37 digits.
    init?(_ text: some Collection<UInt8>) {
        var rest = text[...]
        if rest.first == UInt8(ascii: "-") {
            isNegative = true
            rest = rest.dropFirst()
        }
        var sawDigit = false
        var isFraction = false
        while let byte = rest.first {
            if byte == UInt8(ascii: "."), !isFraction, sawDigit {
                isFraction = true
            } else if byte &- UInt8(ascii: "0") < 10 {
                sawDigit = true
                guard append(byte - UInt8(ascii: "0")) else { return nil }
                if isFraction { places += 1 }
            } else {
                break
            }
            rest = rest.dropFirst()
        }
        guard sawDigit else { return nil }
        exponent = -places
        guard let mark = rest.first else { return }
        guard mark | 0x20 == UInt8(ascii: "e"), let power = Self.power(rest.dropFirst()) else { return nil }
        exponent += power
    }

    private init() {}

    static let one: Decimal = {
        var one = Decimal()
        one.mantissa = 1
        return one
    }()

    private mutating func append(_ digit: UInt8) -> Bool {
        guard digits < 37 else { return false }
        mantissa = mantissa * 10 + UInt128(digit)
        if mantissa > 0 { digits += 1 }
        return true
    }

    private static func power(_ text: some Collection<UInt8>) -> Int? {
        var rest = text[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        guard !rest.isEmpty, rest.count <= 4, rest.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return nil }
        let value = rest.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return isNegative ? -value : value
    }

    /// The same number in its shortest form.
    private var normalized: (mantissa: UInt128, exponent: Int) {
        guard mantissa > 0 else { return (0, 0) }
        var mantissa = mantissa
        var exponent = exponent
        while mantissa % 10 == 0 {
            mantissa /= 10
            exponent += 1
        }
        return (mantissa, exponent)
    }

    /// Whether two texts write the same number.
    func isSameNumber(as other: Decimal) -> Bool {
        normalized == other.normalized && (isNegative == other.isNegative || mantissa == 0)
    }

    /// Both mantissas over the smaller exponent; nil when they do not fit.
    private static func aligned(_ left: Decimal, _ right: Decimal) -> (left: UInt128, right: UInt128, exponent: Int)? {
        let exponent = min(left.exponent, right.exponent)
        guard let first = scaled(left, to: exponent), let second = scaled(right, to: exponent) else { return nil }
        return (first, second, exponent)
    }

    private static func scaled(_ number: Decimal, to exponent: Int) -> UInt128? {
        var mantissa = number.mantissa
        if mantissa == 0 { return 0 }
        guard number.exponent - exponent <= 38 else { return nil }
        for _ in 0..<(number.exponent - exponent) {
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            mantissa = product
        }
        return mantissa
    }

    /// How far apart two numbers are; nil when that does not fit.
    func distance(to other: Decimal) -> Decimal? {
        guard let (left, right, exponent) = Self.aligned(self, other) else { return nil }
        var distance = Decimal()
        if isNegative == other.isNegative {
            distance.mantissa = left > right ? left - right : right - left
        } else {
            let (sum, overflow) = left.addingReportingOverflow(right)
            guard !overflow else { return nil }
            distance.mantissa = sum
        }
        distance.exponent = exponent
        return distance
    }

    /// Compares magnitudes, whatever the signs; nil when they do not fit.
    func isAtMost(_ bound: Decimal) -> Bool? {
        Self.aligned(self, bound).map { $0.left <= $0.right }
    }

    func scaled(by factor: UInt128) -> Decimal? {
        let (product, overflow) = mantissa.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        var scaled = self
        scaled.mantissa = product
        return scaled
    }

    /// Rounded half away from zero, or cut, to so many digits after the point.
    func rounded(to places: Int, cut: Bool = false) -> Decimal {
        var rounded = self
        let surplus = -places - exponent
        guard surplus > 0 else { return self }
        guard surplus <= 38 else {
            rounded.mantissa = 0
            rounded.exponent = -places
            return rounded
        }
        var lost: UInt128 = 0
        for _ in 0..<surplus {
            lost = rounded.mantissa % 10
            rounded.mantissa /= 10
        }
        if !cut, lost >= 5 { rounded.mantissa += 1 }
        rounded.exponent = -places
        return rounded
    }

    /// Digits after the point that carry the number, at least 0.
    var significantPlaces: Int { max(0, -normalized.exponent) }
}

extension NumericTolerance {
    /// Whether two numbers are within any of the bounds.
    func allows(_ left: Decimal, _ right: Decimal) -> Bool {
        if left.isSameNumber(as: right) { return true }
        if let decimals, left.rounded(to: decimals).isSameNumber(as: right.rounded(to: decimals)) { return true }
        guard let distance = left.distance(to: right) else { return false }
        if let absolute, let bound = Decimal(Array(absolute.utf8)), distance.isAtMost(bound) == true { return true }
        if let relativeMillionths, let scaled = distance.scaled(by: 1_000_000),
            let bound = left.scaled(by: UInt128(relativeMillionths))
        {
            return scaled.isAtMost(bound) == true
        }
        return false
    }
}
