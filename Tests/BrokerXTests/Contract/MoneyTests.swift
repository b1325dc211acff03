import Contract
import TestSupport
import Testing

@Suite struct MoneyTests {
    @Test func `what it writes it reads, for any number of cents`() {
        var random = SeededGenerator(seed: 1)
        let samples = (0..<2000).map { _ in Int64.random(in: .min ... .max, using: &random) }
        for cents in samples + [0, 1, -1, 9, 10, 99, 100, -100, .min, .max] {
            let money = Money(cents: cents)
            #expect(Money(money.description) == money)
        }
    }

    @Test(arguments: [
        (0, "0.00"), (1, "0.01"), (10, "0.10"), (100_010, "1000.10"), (-2000, "-20.00"), (-5, "-0.05"),
        (Int64.min, "-92233720368547758.08"),
    ])
    func `it writes two decimals`(cents: Int64, text: String) {
        #expect(Money(cents: cents).description == text)
    }

    @Test(arguments: [
        "", "1", "1.0", "1.000", ".10", "1.", "01.00", "00.00", "1,00", "1e2.00", " 1.00", "1.00 ", "+1.00", "--1.00",
        "-0.00", "1.0a", "٣.00", "92233720368547758.08", "99999999999999999999.00", "NaN", "1..00", "-.00", "1.-1",
    ])
    func `it refuses what is no amount`(text: String) {
        #expect(Money(text) == nil)
    }

    @Test(arguments: [
        ("1000.10", true), ("0.00", true), ("9999999999.99", true), ("10000000000.00", false), ("-1.00", false),
    ])
    func `an amount of a request has no sign and at most ten digits`(text: String, isRead: Bool) {
        #expect((Money(requested: text) != nil) == isRead)
    }

    @Test func `adding and subtracting undo each other, exactly`() throws {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<1000 {
            let left = Money(cents: .random(in: -1 << 60...1 << 60, using: &random))
            let right = Money(cents: .random(in: -1 << 60...1 << 60, using: &random))
            #expect(try left.adding(right).subtracting(right) == left)
            #expect(try left.adding(right) == right.adding(left))
            #expect(try left.subtracting(right) == right.negated().adding(left))
        }
    }

    @Test func `a price times a quantity is the price added so often`() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<50 {
            let price = Money(cents: .random(in: 1...1_000_000, using: &random))
            let quantity = Int.random(in: 0...50, using: &random)
            let sum = try (0..<quantity).reduce(Money.zero) { sum, _ in try sum.adding(price) }
            #expect(try price.times(quantity) == sum)
        }
    }

    @Test func `what does not fit is an error and no other number`() {
        #expect(throws: Money.Overflow.self) { try Money(cents: .max).adding(Money(cents: 1)) }
        #expect(throws: Money.Overflow.self) { try Money(cents: .max).times(2) }
        #expect(throws: Money.Overflow.self) { try Money(cents: .min).negated() }
    }
}

@Suite struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (1_769_850_300_007, "2026-01-31T09:05:00.007Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func `it writes RFC 3339 in UTC with milliseconds`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
        #expect(Timestamp(text) == Timestamp(milliseconds: milliseconds))
    }

    @Test func `what it writes it reads, and text sorts as time does`() {
        var random = SeededGenerator(seed: 4)
        var earlier = Timestamp(milliseconds: 0)
        for _ in 0..<2000 {
            let moment = Timestamp(milliseconds: .random(in: 0...253_402_300_799_999, using: &random))
            #expect(Timestamp(moment.description) == moment)
            #expect((earlier < moment) == (earlier.description < moment.description))
            earlier = moment
        }
    }

    @Test(arguments: [
        "2026-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "2026-01-01T00:00:00Z",
        "2026-01-01 00:00:00.000Z", "2026-01-01T00:00:00.000+", "2026-01-01T00:00:60.000Z", "",
    ])
    func `another spelling is refused`(text: String) {
        #expect(Timestamp(text) == nil)
    }
}
