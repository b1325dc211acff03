/// How long one call of something takes: the best of many short runs, which is the least disturbed. A run is shorter than
/// a time slice of the system, so that some are not interrupted even where others want the machine.
struct Measurement {
    let name: String
    let nanoseconds: Double

    init(_ name: String, calls: Int = 1_000, runs: Int = 500, _ work: (Int) -> Int) {
        var best = Double.infinity
        var kept = 0
        for _ in 0..<runs {
            let start = ContinuousClock.now
            for call in 0..<calls { kept &+= work(call) }
            let (seconds, attoseconds) = start.duration(to: .now).components
            best = min(best, (Double(seconds) * 1e9 + Double(attoseconds) / 1e9) / Double(calls))
        }
        self.name = name
        self.nanoseconds = best
        // The results are used, so the work cannot be left out.
        if kept == .min { print(kept) }
    }

    var json: String { "{\"name\": \"\(self.name)\", \"nanoseconds\": \(self.nanoseconds)}" }
}
