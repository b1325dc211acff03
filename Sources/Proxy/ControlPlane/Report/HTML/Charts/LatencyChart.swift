import Foundation

/// The quantiles of both sides' latency as two curves, each with the interval of its points.
struct LatencyChart {
    private let latency: AdminLatency
    private let scale: LogScale

    init?(_ latency: AdminLatency?) {
        guard let latency, !latency.monolith.isEmpty, latency.monolith.count == latency.service.count else {
            return nil
        }
        self.latency = latency
        scale = LogScale((latency.monolith + latency.service).flatMap { [$0.low, $0.value, $0.high] }, atMost: 5)
    }

    /// `100 ms`, `10 ms` and so on, highest first.
    var labels: [String] { scale.steps.map(Self.round) }

    /// `p50`, `p99.9`: one for each point.
    var names: [String] { latency.monolith.map { Self.name($0.share) } }

    static func name(_ share: Double) -> String {
        "p" + String(format: "%.1f", share * 100).replacing(".0", with: "")
    }

    func shapes(width: Int, height: Int) -> String {
        var shapes = SVGShapes(width: width, height: height)
        for step in scale.steps { shapes.horizontal("grid", at: scale.fraction(step)) }
        for (name, curve) in [("monolith", latency.monolith), ("service", latency.service)] {
            shapes.band("band \(name)", places(curve, \.high), places(curve, \.low))
            shapes.line(name, places(curve, \.value))
            for place in places(curve, \.value) { shapes.dot("dot \(name)", place) }
        }
        return shapes.text
    }

    private func places(
        _ curve: [AdminLatency.Quantile], _ value: KeyPath<AdminLatency.Quantile, Double>
    ) -> [SVGShapes.Point] {
        curve.enumerated().map { index, quantile in
            SVGShapes.Point(
                x: (Double(index) + 0.5) / Double(curve.count), y: scale.fraction(quantile[keyPath: value]))
        }
    }

    private static func round(_ milliseconds: Double) -> String {
        switch milliseconds {
        case ..<0.99: String(format: "%g ms", milliseconds)
        case ..<999: String(format: "%.0f ms", milliseconds)
        default: String(format: "%.0f s", milliseconds / 1000)
        }
    }
}
