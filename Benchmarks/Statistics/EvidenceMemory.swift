import Parity

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What evidence takes: 10,000 routes with 1,000 verdicts each, of as many clients and kinds as a route may have.
struct EvidenceMemory {
    let routes: Int
    let verdicts = 1_000

    func run() {
        let before = residentBytes()
        var all: [Evidence] = []
        all.reserveCapacity(routes)
        var random = SplitMix(seed: 7)
        let start = ContinuousClock.now
        for _ in 0..<routes {
            var evidence = Evidence()
            for verdict in 0..<verdicts {
                let answer = Observation(status: 200, totalNanoseconds: random.next() % 50_000_000)
                let facts = ExchangeFacts(
                    queryNames: ["q\(verdict % 70)"], dimensions: [("query.kind", "\(verdict % 90)")],
                    example: "GET /api/v1/orders?q=\(verdict % 70)&limit=20&status=open", client: random.next(),
                    session: random.next())
                evidence.record(
                    Judgement(Comparison(verdict: verdict % 100 == 0 ? .mismatch : .match)),
                    kind: BehaviorKind("2xx {\(verdict % 60)}"), monolith: answer, service: answer, facts: facts,
                    time: Double(verdict) * 600)
            }
            all.append(evidence)
        }
        let bytes = residentBytes() - before
        let seconds = Double((ContinuousClock.now - start).components.seconds)
        print("")
        print(
            "\(routes) routes, \(routes * verdicts) verdicts: \(bytes >> 20) MiB resident, \((bytes / routes) >> 10) KiB a route, \(Int(seconds)) s"
        )
        print("compared: \(all.reduce(0) { $0 + $1.compared })")
    }

    private func residentBytes() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * Int(getpagesize())
    }
}
