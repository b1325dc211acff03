import Foundation

/// Lines and areas of an inline SVG, made of numbers and class names of ours alone. Places are fractions of the picture,
/// from its lower left.
struct SVGShapes {
    struct Point {
        var x: Double
        var y: Double
    }

    private let width: Double
    private let height: Double
    private(set) var text = ""

    init(width: Int, height: Int) {
        self.width = Double(width)
        self.height = Double(height)
    }

    mutating func line(_ name: String, _ points: [Point]) {
        guard let first = points.first else { return }
        // One point is a short line, or nobody would see it.
        let all = points.count > 1 ? points : [first, Point(x: min(1, first.x + 0.02), y: first.y)]
        text += "<path class=\"\(name)\" d=\"\(path(all))\"/>"
    }

    mutating func horizontal(_ name: String, at y: Double) {
        line(name, [Point(x: 0, y: y), Point(x: 1, y: y)])
    }

    /// The area between two lines over the same places.
    mutating func band(_ name: String, _ upper: [Point], _ lower: [Point]) {
        guard upper.count > 1 else { return }
        text += "<path class=\"\(name)\" d=\"\(path(upper + lower.reversed()))Z\"/>"
    }

    mutating func bar(_ name: String, x: Double, width share: Double, height top: Double) {
        let (left, wide) = (number(x * width), number(max(0.5, share * width)))
        let high = max(1, top * height)
        text +=
            "<rect class=\"\(name)\" x=\"\(left)\" y=\"\(number(height - high))\" width=\"\(wide)\" height=\"\(number(high))\"/>"
    }

    mutating func dot(_ name: String, _ point: Point) {
        // A line of no length with round ends is round whatever the picture's proportions.
        text += "<path class=\"\(name)\" d=\"\(path([point]))h0\"/>"
    }

    private func path(_ points: [Point]) -> String {
        points.enumerated().map { index, point in
            "\(index == 0 ? "M" : "L")\(number(point.x * width)) \(number((1 - point.y) * height))"
        }.joined()
    }

    private func number(_ value: Double) -> String {
        String(format: "%.1f", value.isFinite ? value : 0)
    }
}
