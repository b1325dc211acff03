extension AdminParity {
    /// Routes with a service to move to, those that need somebody first.
    var movable: [AdminRouteParity] {
        let order = Dictionary(uniqueKeysWithValues: AdminStanding.allCases.enumerated().map { ($1, $0) })
        return routes.filter { $0.next.standing != .stays }.sorted {
            (order[$0.next.standing] ?? 0, $0.id) < (order[$1.next.standing] ?? 0, $1.id)
        }
    }

    func count(_ standing: AdminStanding) -> UInt64 {
        UInt64(routes.count { $0.next.standing == standing })
    }

    /// The whole report in a sentence or two.
    var headline: String {
        guard !movable.isEmpty else { return "No route has a service to move to." }
        let attention = count(.differs) + count(.silent) + count(.blocked)
        var parts: [String] = []
        if count(.differs) > 0 {
            parts.append(
                ReportNumbers.count(count(.differs), "route") + (count(.differs) == 1 ? " differs" : " differ"))
        }
        if count(.silent) > 0 {
            parts.append(
                ReportNumbers.count(count(.silent), "route") + (count(.silent) == 1 ? " gives" : " give") + " no answer"
            )
        }
        if count(.blocked) > 0 {
            parts.append(
                ReportNumbers.count(count(.blocked), "route") + (count(.blocked) == 1 ? " is" : " are") + " blocked")
        }
        let trouble = attention > 0 ? parts.joined(separator: ", ") + "." : "No difference is known."
        let ready = count(.ready)
        let good =
            ready > 0 ? " \(ReportNumbers.count(ready, "route")) can move now." : " No route can move yet."
        return trouble + (movable.allSatisfy { $0.next.standing == .moved } ? " Every route has moved." : good)
    }
}
