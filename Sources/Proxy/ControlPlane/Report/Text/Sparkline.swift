/// How many exchanges were compared over time, as block characters, one for each stretch.
struct Sparkline {
    let points: [AdminTrendPoint]

    init(points: some Sequence<AdminTrendPoint>) {
        self.points = Array(points)
    }

    var text: String {
        guard let highest = points.map(\.compared).max(), highest > 0 else { return "" }
        let blocks = Array("▁▂▃▄▅▆▇█")
        return String(
            points.suffix(40).map { point in
                blocks[Int((Double(point.compared) / Double(highest) * Double(blocks.count - 1)).rounded())]
            })
    }
}
