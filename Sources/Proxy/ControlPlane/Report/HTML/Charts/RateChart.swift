import Foundation

/// The mismatch rate over time with what is known of it: the rate so far, the rate that is ruled out, and between them
/// where the true one may lie. Under it how many were compared, and when which of them differed.
struct RateChart {
    private let points: [AdminTrendPoint]
    private let scale: LogScale
    private let gate: Double?
    private let start: Date
    private let span: TimeInterval

    /// - Parameter gate: the rate that the nearest gate asks to be ruled out.
    init?(_ points: [AdminTrendPoint], gate: Double?) {
        let known = points.filter { $0.rate != nil && $0.bound != nil }
        guard let first = known.first, let last = known.last else { return nil }
        self.points = known
        self.gate = gate
        let rates = known.flatMap { [$0.rate, $0.bound] }.compactMap(\.self) + [gate, 1].compactMap(\.self)
        scale = LogScale(rates, atMost: 5)
        start = first.start
        span = max(1, last.start.timeIntervalSince(first.start))
    }

    /// `100%`, `10%` and so on, highest first: one for each line of the grid.
    var labels: [String] { scale.steps.map { GateSentence.percent($0) } }

    var from: String { ReportNumbers.time(start) }
    var to: String { points.last.map { ReportNumbers.time($0.start) } ?? "" }

    func shapes(width: Int, height: Int, isSmall: Bool) -> String {
        var shapes = SVGShapes(width: width, height: height)
        if !isSmall {
            for step in scale.steps { shapes.horizontal("grid", at: scale.fraction(step)) }
        }
        let bound = points.map { place($0, $0.bound ?? 1) }
        let rate = points.map { place($0, $0.rate ?? 0) }
        shapes.band("band", bound, rate)
        if let gate { shapes.horizontal("asked", at: scale.fraction(gate)) }
        shapes.line("bound", bound)
        shapes.line("rate", rate)
        return shapes.text
    }

    /// Bars of how many were compared; the part of those that differ is marked at the bottom.
    func volume(width: Int, height: Int) -> String {
        let highest = Double(points.map(\.compared).max() ?? 1)
        let step = min(0.06, 1 / Double(max(points.count, 1)))
        var shapes = SVGShapes(width: width, height: height)
        for point in points {
            let x = x(point) * (1 - step)
            shapes.bar("compared", x: x, width: step * 0.8, height: Double(point.compared) / highest)
            if point.mismatches > 0 {
                let share = Double(point.mismatches) / highest
                shapes.bar("differ", x: x, width: step * 0.8, height: max(0.12, share))
            }
        }
        return shapes.text
    }

    private func place(_ point: AdminTrendPoint, _ value: Double) -> SVGShapes.Point {
        SVGShapes.Point(x: x(point), y: scale.fraction(value))
    }

    private func x(_ point: AdminTrendPoint) -> Double {
        points.count < 2 ? 0 : point.start.timeIntervalSince(start) / span
    }
}
