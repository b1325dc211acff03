import Synchronization

/// What `GET /metrics` shows, in the text format of Prometheus.
package final class Metrics: Sendable {
    /// One value of a gauge at the moment of asking.
    package struct Sample: Sendable {
        package let name: String
        package let labels: [(name: String, value: String)]
        package let value: Double

        package init(_ name: String, _ labels: [(name: String, value: String)] = [], _ value: Double) {
            self.name = name
            self.labels = labels
            self.value = value
        }
    }

    private struct Series: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private struct Histogram {
        /// Upper bounds in seconds.
        static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
        /// Per bound the observations at or below it, not summed up; the last is of those above all.
        var counts = [Int](repeating: 0, count: bounds.count + 1)
        var sum = 0.0

        mutating func observe(_ seconds: Double) {
            counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
            sum += seconds
        }
    }

    private struct State {
        var requests: [Series: Int] = [:]
        var durations: [String: Histogram] = [:]
        var gauges: [@Sendable () -> [Sample]] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// Counts an answer. `route` is the pattern, never the path: the number of series is bounded.
    package func count(method: String, route: String, status: Int, _ duration: Duration) {
        state.withLock { state in
            state.requests[Series(method: method, route: route, status: status), default: 0] += 1
            state.durations[route, default: Histogram()].observe(duration / .seconds(1))
        }
    }

    /// Adds gauges which are asked for their values when somebody looks.
    package func addGauges(_ gauges: @escaping @Sendable () -> [Sample]) {
        state.withLock { $0.gauges.append(gauges) }
    }

    /// The exposition text.
    package var text: String {
        let (requests, durations, gauges) = state.withLock { ($0.requests, $0.durations, $0.gauges) }
        var lines = ["# TYPE brokerx_requests_total counter"]
        for (series, count) in requests.sorted(by: { "\($0.key)" < "\($1.key)" }) {
            let labels = Self.labels([
                ("method", series.method), ("route", series.route), ("status", String(series.status)),
            ])
            lines.append("brokerx_requests_total\(labels) \(count)")
        }
        lines.append("# TYPE brokerx_request_duration_seconds histogram")
        for (route, histogram) in durations.sorted(by: { $0.key < $1.key }) {
            lines += Self.lines(histogram, route)
        }
        let samples = gauges.flatMap { $0() }
        for name in Set(samples.map(\.name)).sorted() {
            lines.append("# TYPE \(name) gauge")
            lines += samples.filter { $0.name == name }.map { "\($0.name)\(Self.labels($0.labels)) \($0.value)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ histogram: Histogram, _ route: String) -> [String] {
        let name = "brokerx_request_duration_seconds"
        var total = 0
        var lines: [String] = []
        for (bound, count) in zip(Histogram.bounds.map { "\($0)" } + ["+Inf"], histogram.counts) {
            total += count
            lines.append("\(name)_bucket\(labels([("route", route), ("le", bound)])) \(total)")
        }
        lines.append("\(name)_sum\(labels([("route", route)])) \(histogram.sum)")
        lines.append("\(name)_count\(labels([("route", route)])) \(total)")
        return lines
    }

    private static func labels(_ labels: [(name: String, value: String)]) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = labels.map { label in
            let value = label.value.flatMap { character -> String in
                switch character {
                case "\\": #"\\"#
                case "\"": #"\""#
                case "\n": #"\n"#
                default: String(character)
                }
            }
            return "\(label.name)=\"\(String(value))\""
        }
        return "{\(pairs.joined(separator: ","))}"
    }
}
