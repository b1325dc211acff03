import DataPlane
import Foundation
import Routing

extension Operations {
    /// Everything that is measured, in Prometheus text.
    package func metrics() async -> String {
        var text = MetricsText()
        text.append(await plane.counters())
        text.metric("ficus_worker_connections_total", .counter, "Connections of clients, by the worker that got them.")
        text.samples(
            "ficus_worker_connections_total",
            await plane.acceptedByWorker().enumerated().map { ([("worker", "\($0)")], $1) })
        text.append(await plane.health())

        text.metric("ficus_parity_total", .counter, "Verdicts of the comparator.")
        let totals = await recorder.verdictTotals()
        text.samples(
            "ficus_parity_total",
            totals.flatMap { route, verdicts in
                verdicts.map { ([("route", route), ("verdict", $0.key)], $0.value) }
            })
        text.metric("ficus_dropped_total", .counter, "Records that a full queue, or the disk, refused.")
        text.samples("ficus_dropped_total", dropped.map { ([("queue", $0.key)], $0.value) })

        text.metric("ficus_unit_state", .gauge, "1 for the state that a group or route is in.")
        text.samples(
            "ficus_unit_state",
            await flips.states().map { ([("unit", $0.unit), ("state", $0.status.state.rawValue)], 1) })
        text.metric("ficus_unit_canary_ratio", .gauge, "Share of keys that a canary's service answers.")
        for (unit, status) in await flips.states() where status.state == .canary {
            text.sample("ficus_unit_canary_ratio", [("unit", unit)], "\(status.canary.fraction)")
        }
        let summary = await flips.summary()
        text.gauge("ficus_units_drifted", "Units whose state differs from their file.", summary.drifted)
        text.gauge("ficus_flips_unpersisted", "Rollbacks in force that are not written yet.", summary.unpersisted)
        let revision = await flips.revision
        text.metric("ficus_revision_info", .gauge, "The revision of the route table that is served.")
        text.sample(
            "ficus_revision_info", [("number", "\(revision.number)"), ("hash", revision.hash)], 1)
        text.metric("ficus_build_info", .gauge, "The version of Ficus.")
        text.sample("ficus_build_info", [("version", facts.version)], 1)
        text.gauge(
            "ficus_uptime_seconds", "Seconds since the start.", Int(Date().timeIntervalSince(facts.started)))
        return text.text
    }
}
