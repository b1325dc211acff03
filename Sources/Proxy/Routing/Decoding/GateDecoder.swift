/// Reads `gates:`: each map changes only the keys it has.
struct GateDecoder {
    let log: DiagnosticLog

    func gates(_ reader: MapReader?, _ base: Gates) -> Gates {
        guard var reader else { return base }
        var gates = base
        gates.canary = gate(reader.map("canary"), base.canary)
        gates.extracted = gate(reader.map("extracted"), base.extracted)
        reader.finish()
        return gates
    }

    private func gate(_ reader: MapReader?, _ base: Gate) -> Gate {
        guard var reader else { return base }
        var gate = base
        if let value = reader.scalar("mismatch", Self.mismatch) { gate.mismatch = value }
        if let value = reader.scalar("confidence", Self.confidence) { gate.confidence = value }
        if let value = reader.scalar("compared_share", Quantity.share) { gate.comparedShare = value }
        if let value = reader.scalar("min_compared", Self.number) { gate.minCompared = value }
        if let value = reader.scalar("p99_increase", Quantity.increase) { gate.p99Increase = value }
        if let value = reader.scalar("clients", Self.number) { gate.clients = value }
        if let value = reader.scalar("sessions", Self.number) { gate.sessions = value }
        if let value = reader.scalar("hours", Self.hours) { gate.hours = value }
        reader.finish()
        return gate
    }

    private static func mismatch(_ text: String) throws(ScalarProblem) -> Share {
        let share = try Quantity.share(text)
        guard share > .zero, share <= Share(partsPerMillion: 500_000) else {
            throw ScalarProblem(
                .outOfRange, "\(text) is not above 0% and at most 50%", hint: "no number of exchanges proves 0%")
        }
        return share
    }

    private static func confidence(_ text: String) throws(ScalarProblem) -> Share {
        let share = try Quantity.share(text)
        guard share >= Share(partsPerMillion: 500_000), share < .whole else {
            throw ScalarProblem(
                .outOfRange, "\(text) is not at least 50% and below 100%",
                hint: "no number of exchanges makes it certain")
        }
        return share
    }

    private static func number(_ text: String) throws(ScalarProblem) -> Int {
        try Quantity.count(text, in: 0...1_000_000_000)
    }

    /// A quarter of a year of them.
    private static func hours(_ text: String) throws(ScalarProblem) -> Int { try Quantity.count(text, in: 0...2_200) }
}
