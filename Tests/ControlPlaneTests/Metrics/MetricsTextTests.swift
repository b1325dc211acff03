import Parity
import Routing
import Testing

@testable import ControlPlane
@testable import DataPlane

@Suite struct MetricsTextTests {
    @Test func `labels are escaped`() {
        var text = MetricsText()
        text.metric("m", .gauge, "Help.")
        text.sample("m", [("a", "x\"y\\z\nw")], 1)
        #expect(text.text == "# HELP m Help.\n# TYPE m gauge\nm{a=\"x\\\"y\\\\z\\nw\"} 1\n")
    }

    @Test func `counters become samples, the histogram is cumulated`() {
        var counters = Counters()
        counters.requests[
            .init(route: "orders.show", target: "orders", reason: .extracted, statusClass: 2)] = 3
        counters.fallbacks[.init(route: "orders.show", failure: .connect)] = 1
        counters.shadows[.init(route: "orders.show", outcome: .skipped(.budget))] = 2
        var histogram = DurationHistogram()
        histogram.add(400_000)
        histogram.add(2_000_000)
        histogram.add(60_000_000_000)
        counters.durations["orders.show"] = histogram
        var text = MetricsText()
        text.append(counters)
        for line in [
            #"ficus_requests_total{route="orders.show",target="orders",reason="extracted",status="2xx"} 3"#,
            #"ficus_fallbacks_total{route="orders.show",failure="connect"} 1"#,
            #"ficus_shadow_total{route="orders.show",outcome="skipped",reason="budget"} 2"#,
            #"ficus_request_duration_seconds_bucket{route="orders.show",le="0.0005"} 1"#,
            #"ficus_request_duration_seconds_bucket{route="orders.show",le="0.0025"} 2"#,
            #"ficus_request_duration_seconds_bucket{route="orders.show",le="10.0"} 2"#,
            #"ficus_request_duration_seconds_bucket{route="orders.show",le="+Inf"} 3"#,
            #"ficus_request_duration_seconds_count{route="orders.show"} 3"#,
        ] {
            #expect(text.text.contains(line + "\n"), "\(line)")
        }
    }

    @Test func `every metric has its type once, before its samples`() {
        var text = MetricsText()
        text.append(Counters())
        let types = text.text.split(separator: "\n").filter { $0.hasPrefix("# TYPE") }
        #expect(Set(types).count == types.count)
    }
}
