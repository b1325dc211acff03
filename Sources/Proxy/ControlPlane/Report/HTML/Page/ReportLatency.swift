/// The latency of both sides: a picture, and the same numbers as a table.
struct ReportLatency {
    struct Quantile {
        var quantileName: String
        var ofMonolith: String
        var ofService: String
    }

    let latencyLabels: [String]
    let latencyNames: [String]
    let latencyShapes: String
    let latencyText: String
    let quantiles: [Quantile]
    let side: String

    init?(_ route: AdminRouteParity) {
        guard let latency = route.latency, let chart = LatencyChart(latency) else { return nil }
        latencyLabels = chart.labels
        latencyNames = chart.names
        latencyShapes = chart.shapes(width: 1000, height: 200)
        let text = RouteStory(route: route).latency ?? ""
        latencyText = text.prefix(1).uppercased() + text.dropFirst() + "."
        side = route.candidate ?? "service"
        quantiles = zip(latency.monolith, latency.service).map { monolith, service in
            Quantile(
                quantileName: LatencyChart.name(monolith.share),
                ofMonolith: ReportNumbers.milliseconds(monolith.value),
                ofService: ReportNumbers.milliseconds(service.value))
        }
    }
}
