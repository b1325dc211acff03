/// A part of a whole, exact to one part per million: `0.02%` is 200.
package struct Share: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Parts per million, 0...1,000,000.
    package let partsPerMillion: UInt32

    /// Clamps to the whole.
    package init(partsPerMillion: UInt32) {
        self.partsPerMillion = min(partsPerMillion, 1_000_000)
    }

    /// A whole number of percent, or nil outside 0...100.
    package init?(percent: Int) {
        guard (0...100).contains(percent) else { return nil }
        self.init(partsPerMillion: UInt32(percent) * 10_000)
    }

    /// Reads `10%` or `0.02%`, as the route table writes it.
    package init?(text: String) {
        guard let share = try? Quantity.share(text) else { return nil }
        self = share
    }

    package static let zero = Share(partsPerMillion: 0)
    package static let whole = Share(partsPerMillion: 1_000_000)

    /// For statistics and display; `0.0002` for 0.02 %.
    package var fraction: Double { Double(partsPerMillion) / 1_000_000 }

    package static func < (a: Self, b: Self) -> Bool { a.partsPerMillion < b.partsPerMillion }

    /// Whether a uniformly random number falls into this share.
    package func contains(random: UInt64) -> Bool {
        random.multipliedFullWidth(by: 1_000_000).high < UInt64(partsPerMillion)
    }

    /// `0.02%`, `5%`, `100%`: the way the route table writes it.
    package var description: String {
        let (whole, rest) = partsPerMillion.quotientAndRemainder(dividingBy: 10_000)
        guard rest > 0 else { return "\(whole)%" }
        var decimals = String(10_000 + rest).dropFirst()
        while decimals.last == "0" { decimals.removeLast() }
        return "\(whole).\(decimals)%"
    }
}
