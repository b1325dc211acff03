import Foundation

/// A small picture of how many exchanges were compared over time, and how many of them differed.
struct Sparkline {
    let points: [AdminTrendPoint]

    /// As an inline SVG made of numbers alone.
    func svg(width: Int, height: Int) -> String {
        guard let highest = points.map(\.compared).max(), highest > 0 else { return "" }
        let shown = points.suffix(60)
        let step = Double(width) / Double(max(shown.count, 24))
        var bars = ""
        for (index, point) in shown.enumerated() {
            let x = number(Double(index) * step)
            let bar = number(max(1, step - 1))
            let all = max(1.5, Double(point.compared) / Double(highest) * Double(height))
            let wrong = point.mismatches == 0 ? 0 : max(2, all * Double(point.mismatches) / Double(point.compared))
            bars += rectangle("good", x: x, y: Double(height) - all, width: bar, height: all - wrong)
            if wrong > 0 { bars += rectangle("bad", x: x, y: Double(height) - wrong, width: bar, height: wrong) }
        }
        return "<svg class=\"spark\" viewBox=\"0 0 \(width) \(height)\" height=\"\(height)\" "
            + "preserveAspectRatio=\"none\" "
            + "role=\"img\" aria-label=\"compared exchanges over time, differing ones at the bottom\">\(bars)</svg>"
    }

    /// As block characters, one for each stretch.
    var text: String {
        guard let highest = points.map(\.compared).max(), highest > 0 else { return "" }
        let blocks = Array("▁▂▃▄▅▆▇█")
        return String(
            points.suffix(40).map { point in
                blocks[Int((Double(point.compared) / Double(highest) * Double(blocks.count - 1)).rounded())]
            })
    }

    private func rectangle(_ name: String, x: String, y: Double, width: String, height: Double) -> String {
        "<rect class=\"\(name)\" x=\"\(x)\" y=\"\(number(y))\" width=\"\(width)\" height=\"\(number(max(0, height)))\"/>"
    }

    private func number(_ value: Double) -> String {
        String(format: "%.1f", value)
    }
}
