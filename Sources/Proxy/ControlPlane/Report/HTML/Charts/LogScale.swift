import Foundation

/// A scale of whole decades: equal ratios are equal distances.
struct LogScale {
    /// Powers of ten at the bottom and at the top.
    let decades: ClosedRange<Int>

    /// The decades that hold all values, at most so many; the highest are kept.
    init(_ values: some Sequence<Double>, atMost limit: Int) {
        let logs = values.filter { $0 > 0 && $0.isFinite }.map { log10($0) }
        let top = Int((logs.max() ?? 0).rounded(.up))
        let bottom = Int((logs.min() ?? 0).rounded(.down))
        decades = max(min(bottom, top - 1), top - limit)...top
    }

    /// 0 at the bottom, 1 at the top; what lies beyond is at the edge.
    func fraction(_ value: Double) -> Double {
        guard value > 0 else { return 0 }
        let place = (log10(value) - Double(decades.lowerBound)) / Double(decades.count - 1)
        return min(1, max(0, place))
    }

    /// The powers of ten, highest first.
    var steps: [Double] { decades.reversed().map { pow(10, Double($0)) } }
}
