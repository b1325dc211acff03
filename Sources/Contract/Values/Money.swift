package import Database

/// An amount of money, exact, in cents.
///
/// Written as a decimal with exactly two digits after the point (`"1000.10"`, `"-20.00"`); never a floating point number.
package struct Money: Hashable, Comparable, Sendable {
    package let cents: Int64

    package init(cents: Int64) {
        self.cents = cents
    }

    package static let zero = Money(cents: 0)

    /// Arithmetic left what 64 bits of cents can hold.
    package struct Overflow: Error {}

    package static func < (left: Money, right: Money) -> Bool {
        left.cents < right.cents
    }

    package func adding(_ other: Money) throws(Overflow) -> Money {
        try Money(cents.addingReportingOverflow(other.cents))
    }

    package func subtracting(_ other: Money) throws(Overflow) -> Money {
        try Money(cents.subtractingReportingOverflow(other.cents))
    }

    /// The price of `quantity` pieces at `self` each.
    package func times(_ quantity: Int) throws(Overflow) -> Money {
        try Money(cents.multipliedReportingOverflow(by: Int64(quantity)))
    }

    package func negated() throws(Overflow) -> Money {
        try Money.zero.subtracting(self)
    }

    private init(_ result: (partialValue: Int64, overflow: Bool)) throws(Overflow) {
        guard !result.overflow else { throw Overflow() }
        cents = result.partialValue
    }
}

extension Money: CustomStringConvertible {
    package var description: String {
        let (units, cents) = cents.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(self.cents < 0 ? "-" : "")\(units).\(cents < 10 ? "0" : "")\(cents)"
    }
}

extension Money {
    /// Reads what `description` writes: an optional minus, digits without a superfluous zero, a point, two digits.
    package init?(_ text: String) {
        var digits = Array(text.utf8)
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        let point = digits.count - 3
        guard point > 0, digits[point] == UInt8(ascii: "."), point == 1 || digits[0] != UInt8(ascii: "0") else {
            return nil
        }
        digits.remove(at: point)
        var cents: Int64 = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            let (tens, overflow) = cents.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.subtractingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            cents = sum
        }
        // The sum ran below zero, because that side reaches one further.
        guard isNegative || cents != .min, !(isNegative && cents == 0) else { return nil }
        self.cents = isNegative ? cents : -cents
    }

    /// Reads an amount of a request: no sign, at most ten digits before the point.
    package init?(requested text: String) {
        guard text.utf8.count <= 13, text.utf8.first != UInt8(ascii: "-") else { return nil }
        self.init(text)
    }
}

/// Stored as whole cents.
extension Money: SQLConvertible {
    package var sqlValue: SQLValue { .integer(cents) }

    package init?(sqlValue: SQLValue) {
        guard case .integer(let cents) = sqlValue else { return nil }
        self.init(cents: cents)
    }
}
