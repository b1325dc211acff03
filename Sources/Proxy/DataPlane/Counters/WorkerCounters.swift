import Parity
import Routing

/// What one worker counts: plain numbers in flat arrays, given their names when somebody asks.
struct WorkerCounters {
    /// What one route has seen; a linear search over two or three cells beats any hash.
    private struct RouteCells {
        var requests: [(target: Int32, reason: Decision.Reason?, statusClass: UInt8, count: UInt64)] = []
        var fallbacks: [(failure: Failure, count: UInt64)] = []
        var shadows: [(outcome: ShadowOutcome, count: UInt64)] = []
        var durations = DurationHistogram()

        var isUnused: Bool { durations.count == 0 && shadows.isEmpty }
    }

    /// Counted off the path of good requests, so a dictionary will do.
    var refusals: [Refusal: UInt64] = [:]
    var retries: UInt64 = 0
    var retriesDenied: UInt64 = 0
    var acceptedConnections: UInt64 = 0
    var openConnections = 0
    var exchangesInFlight = 0
    var shadowsInFlight = 0

    /// The table whose positions index the cells.
    private var table: RouteTable
    /// By route; the last one is for requests without a route.
    private var cells: [RouteCells]
    /// Positions of the cells in which something was counted: of many routes few are in use.
    private var used: [Int] = []
    /// Named totals of earlier tables.
    private var archive = Counters()

    init(table: RouteTable) {
        self.table = table
        cells = Array(repeating: RouteCells(), count: table.routes.count + 1)
    }

    mutating func count(_ record: ExchangeRecord) {
        guard record.table.revision == table.revision else { return countLate(record) }
        let cell = cell(of: record.route)
        let target = record.target?.value ?? -1
        let statusClass = UInt8(truncatingIfNeeded: record.status / 100)
        if cells[cell].isUnused { used.append(cell) }
        cells[cell].durations.add(record.timings.total)
        if let failure = record.fallback {
            if let index = cells[cell].fallbacks.firstIndex(where: { $0.failure == failure }) {
                cells[cell].fallbacks[index].count += 1
            } else {
                cells[cell].fallbacks.append((failure, 1))
            }
        }
        for index in cells[cell].requests.indices {
            let known = cells[cell].requests[index]
            if known.target == target, known.statusClass == statusClass, known.reason == record.reason {
                cells[cell].requests[index].count += 1
                return
            }
        }
        cells[cell].requests.append((target, record.reason, statusClass, 1))
    }

    mutating func countShadow(_ outcome: ShadowOutcome, of record: ExchangeRecord) {
        guard record.table.revision == table.revision else {
            let route = record.route.map(record.table.id(of:)) ?? ""
            archive.shadows[Counters.ShadowKey(route: route, outcome: outcome), default: 0] += 1
            return
        }
        let cell = cell(of: record.route)
        if cells[cell].isUnused { used.append(cell) }
        if let index = cells[cell].shadows.firstIndex(where: { $0.outcome == outcome }) {
            cells[cell].shadows[index].count += 1
        } else {
            cells[cell].shadows.append((outcome, 1))
        }
    }

    /// Another table is in force from now on.
    mutating func change(to next: RouteTable) {
        archive = totals()
        table = next
        cells = Array(repeating: RouteCells(), count: next.routes.count + 1)
        used = []
    }

    /// All that was counted, by names.
    func totals() -> Counters {
        var totals = archive
        for position in used {
            let cell = cells[position]
            let route = position < cells.count - 1 ? table.id(of: RouteIndex(position)) : ""
            for (target, reason, statusClass, count) in cell.requests {
                let name = target < 0 ? "" : table.targets[Int(target)].name
                let key = Counters.RequestKey(route: route, target: name, reason: reason, statusClass: statusClass)
                totals.requests[key, default: 0] += count
            }
            totals.durations[route, default: DurationHistogram()].add(cell.durations)
            for (failure, count) in cell.fallbacks {
                totals.fallbacks[Counters.FallbackKey(route: route, failure: failure), default: 0] += count
            }
            for (outcome, count) in cell.shadows {
                totals.shadows[Counters.ShadowKey(route: route, outcome: outcome), default: 0] += count
            }
        }
        totals.refusals = refusals
        totals.retries = retries
        totals.retriesDenied = retriesDenied
        totals.acceptedConnections = acceptedConnections
        totals.openConnections = openConnections
        totals.exchangesInFlight = exchangesInFlight
        totals.shadowsInFlight = shadowsInFlight
        return totals
    }

    private func cell(of route: RouteIndex?) -> Int {
        let position = route.map { Int($0.value) } ?? cells.count - 1
        return cells.indices.contains(position) ? position : cells.count - 1
    }

    /// An exchange that ended under a later table than its own.
    private mutating func countLate(_ record: ExchangeRecord) {
        let route = record.route.map(record.table.id(of:)) ?? ""
        let target = record.target.map { record.table.targets[Int($0.value)].name } ?? ""
        let key = Counters.RequestKey(
            route: route, target: target, reason: record.reason,
            statusClass: UInt8(truncatingIfNeeded: record.status / 100))
        archive.requests[key, default: 0] += 1
        archive.durations[route, default: DurationHistogram()].add(record.timings.total)
        if let failure = record.fallback {
            archive.fallbacks[Counters.FallbackKey(route: route, failure: failure), default: 0] += 1
        }
    }
}

extension Counters {
    /// Adds another worker's numbers.
    mutating func add(_ other: Counters) {
        requests.merge(other.requests, uniquingKeysWith: +)
        fallbacks.merge(other.fallbacks, uniquingKeysWith: +)
        shadows.merge(other.shadows, uniquingKeysWith: +)
        for (route, histogram) in other.durations { durations[route, default: DurationHistogram()].add(histogram) }
        refusals.merge(other.refusals, uniquingKeysWith: +)
        acceptPauses += other.acceptPauses
        retries += other.retries
        retriesDenied += other.retriesDenied
        requestsWaiting += other.requestsWaiting
        acceptedConnections += other.acceptedConnections
        openConnections += other.openConnections
        openTargetConnections += other.openTargetConnections
        exchangesInFlight += other.exchangesInFlight
        shadowsInFlight += other.shadowsInFlight
        shadowBytes += other.shadowBytes
    }
}
