import DataPlane
import Parity
import Routing

extension MetricsText {
    /// What the workers have counted.
    mutating func append(_ counters: Counters) {
        metric("ficus_requests_total", .counter, "Answers to clients by what produced them.")
        let requests = counters.requests.map { key, count in
            (
                labels: [
                    ("route", key.route), ("target", key.target), ("reason", key.reason?.rawValue ?? "refused"),
                    ("status", key.statusClass == 0 ? "none" : "\(key.statusClass)xx"),
                ], count: count
            )
        }
        samples("ficus_requests_total", requests)

        metric("ficus_request_duration_seconds", .histogram, "Time from a request's head to the end of its answer.")
        for (route, histogram) in counters.durations.sorted(by: { $0.key < $1.key }) {
            append(histogram, route: route)
        }
        metric("ficus_fallbacks_total", .counter, "Answers by another target than the chosen one.")
        samples(
            "ficus_fallbacks_total",
            counters.fallbacks.map { ([("route", $0.route), ("failure", $0.failure.label)], $1) })
        metric("ficus_shadow_total", .counter, "Shadow legs by how they ended.")
        samples(
            "ficus_shadow_total",
            counters.shadows.map { key, count in
                let (outcome, reason) = key.outcome.labels
                return ([("route", key.route), ("outcome", outcome), ("reason", reason)], count)
            })
        metric(
            "ficus_refused_total", .counter,
            "Clients that were turned away, and exchanges that somebody was too slow for.")
        samples("ficus_refused_total", counters.refusals.map { ([("reason", $0.rawValue)], $1) })
        metric("ficus_accept_pauses_total", .counter, "How often accepting had to stop for want of descriptors.")
        sample("ficus_accept_pauses_total", counters.acceptPauses)
        metric("ficus_retries_total", .counter, "Requests sent again to another instance.")
        sample("ficus_retries_total", counters.retries)
        metric("ficus_retries_denied_total", .counter, "Failed requests for which the budget had no retry left.")
        sample("ficus_retries_denied_total", counters.retriesDenied)
        metric("ficus_connections_accepted_total", .counter, "Connections of clients.")
        sample("ficus_connections_accepted_total", counters.acceptedConnections)
        gauge("ficus_connections_open", "Connections of clients now.", counters.openConnections)
        gauge("ficus_target_connections_open", "Connections to targets now.", counters.openTargetConnections)
        gauge(
            "ficus_requests_waiting", "Requests that wait because all connections are busy.", counters.requestsWaiting)
        gauge("ficus_exchanges_in_flight", "Exchanges under way.", counters.exchangesInFlight)
        gauge("ficus_shadows_in_flight", "Shadow legs under way.", counters.shadowsInFlight)
        gauge("ficus_shadow_bytes", "Bytes that copies and captured answers hold.", counters.shadowBytes)
    }

    /// Whether instances take requests.
    mutating func append(_ health: [InstanceHealth]) {
        metric("ficus_target_healthy", .gauge, "1 when the instance takes requests.")
        let samples = health.flatMap { instance in
            instance.targets.map { target in
                (
                    [("target", target), ("instance", instance.instance.description)],
                    instance.state.takesRequests ? UInt64(1) : 0
                )
            }
        }
        self.samples("ficus_target_healthy", samples)
        metric("ficus_target_outages_total", .counter, "How often the instance was taken out of the rotation.")
        self.samples(
            "ficus_target_outages_total", health.map { ([("instance", $0.instance.description)], $0.outages) })
        metric("ficus_target_ejections_total", .counter, "How often the instance was taken out as an outlier.")
        self.samples(
            "ficus_target_ejections_total", health.map { ([("instance", $0.instance.description)], $0.ejections) })
    }

    /// In the order of their labels, so that two answers can be compared.
    mutating func samples(_ name: String, _ samples: [(labels: [(String, String)], count: UInt64)]) {
        let sorted = samples.sorted { a, b in
            a.labels.map(\.1).lexicographicallyPrecedes(b.labels.map(\.1))
        }
        for (labels, count) in sorted {
            sample(name, labels.map { (name: $0.0, value: $0.1) }, count)
        }
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Int) {
        metric(name, .gauge, help)
        sample(name, value)
    }

    private mutating func append(_ histogram: DurationHistogram, route: String) {
        let name = "ficus_request_duration_seconds"
        var cumulated: UInt64 = 0
        for (index, bound) in DurationHistogram.bounds.enumerated() {
            cumulated += histogram.buckets[index]
            sample("\(name)_bucket", [("route", route), ("le", "\(Double(bound) / 1e9)")], cumulated)
        }
        sample("\(name)_bucket", [("route", route), ("le", "+Inf")], histogram.count)
        sample("\(name)_sum", [("route", route)], "\(Double(histogram.sum) / 1e9)")
        sample("\(name)_count", [("route", route)], histogram.count)
    }
}

extension ShadowOutcome {
    /// The outcome and its reason, empty where there is none.
    fileprivate var labels: (outcome: String, reason: String) {
        switch self {
        case .compared: ("compared", "")
        case .skipped(let reason): ("skipped", reason.rawValue)
        case .failed(let kind): ("failed", kind.rawValue)
        }
    }
}
