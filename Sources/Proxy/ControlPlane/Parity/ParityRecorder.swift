package import DataPlane
package import Foundation
package import Logging
import Parity
package import Routing
package import Store

/// Steps 9 and 10 of the life of a request: compares the pairs that the data plane hands out, counts the verdicts by
/// route and epoch, and writes what it counted to the store in batches.
///
/// It runs on one thread of its own, of low priority. Only deltas are held in memory; the store has the sums.
package actor ParityRecorder {
    /// A route under one definition and one set of rules.
    private struct Key: Hashable {
        var route: String
        var fingerprint: RouteFingerprint
    }

    private let thread = LowPriorityThread(name: "ficus-parity")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    let store: ProxyStore
    let now: @Sendable () -> Date
    private let logger: Logger
    private var records: [Key: RouteRecord] = [:]
    private var fingerprints = FingerprintCache()
    private var resets: [String: Int]
    /// The epochs in force when the process began, and what was found of planted faults in them.
    private let stored: [String: (epoch: Epoch, recall: Recall)]
    /// Deltas that the store could not take yet.
    private var unwritten: [EvidenceDelta] = []
    /// Who asks the sides again; nil when nobody does, and a mismatch is one at once.
    let asker: (any Asker)?
    let pause: @Sendable (Duration) async -> Void
    /// Clients are counted by hashes with this secret.
    private let seed: String
    var waiting = WaitingExchanges()
    private var flushing: Task<Void, any Error>?
    /// What is known of ids.
    private var identity: IdentityDesk
    private var unwrittenPairs: [(space: IdentitySpace, pair: IdentityPair)] = []
    /// Asks the monolith what writes have changed; nil asks nobody.
    let effectsReader: (any EffectsReader)?
    var effects = OpenEffects()
    /// Gives the data plane what was learned.
    var publishIdentities: (@Sendable (IdentityMap) -> Void)?
    private var counted: [Counters.ShadowKey: UInt64] = [:]
    var feed = VerdictFeed()
    /// Tells the data plane who records.
    var publishWishes: (@Sendable ([RecordingWish]) -> Void)?
    /// Who records.
    var tap = RecordingTap()
    /// By route, what is kept to be judged again.
    var shelves: [String: SampleShelf] = [:]
    var unwrittenSamples: [SampleKey: StoredSample] = [:]
    /// What probes said last, by target.
    var heardBuilds: [String: String] = [:]
    /// Verdicts since the start, by route and name, for metrics.
    private var totals: [String: [String: UInt64]] = [:]

    /// Takes up the epochs that the store has.
    package init(
        store: ProxyStore, logger: Logger = Logger(label: "ficus.parity"), asker: (any Asker)? = nil,
        effects: (any EffectsReader)? = nil, now: @escaping @Sendable () -> Date = Date.init,
        pause: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
    ) async throws {
        self.store = store
        self.asker = asker
        effectsReader = effects
        identity = IdentityDesk(try await store.identities())
        self.pause = pause
        seed = try await store.countingSeed()
        self.logger = logger
        self.now = now
        resets = try await store.resetCounts()
        let current = Dictionary(try await store.currentEvidence().map { ($0.route, $0) }) { $1 }
        stored = current.mapValues { ($0.epoch, $0.evidence.recall) }
        for (route, kept) in Dictionary(grouping: try await store.keptSamples(), by: \.route) {
            let evidence = current[route]?.evidence ?? Evidence()
            shelves[route] = SampleShelf(kept, agreements: evidence.match + evidence.noise)
        }
    }

    // MARK: Recording

    /// Compares and counts a batch of pairs.
    package func record(_ pairs: [ObservationPair]) {
        if let gateway = pairs.last?.table.gateway { waiting.change(gateway.noise) }
        for pair in pairs {
            let exchange = ComparedExchange(pair, seed: seed)
            if exchange.route.parity.effects == nil {
                record(exchange)
            } else {
                recordWithEffects(exchange)
            }
        }
        publishNews()
    }

    /// Lets the copies that begin from now on carry what was learned.
    func publishNews() {
        guard identity.hasNews, let publishIdentities else { return }
        publishIdentities(identity.publication())
    }

    /// Compares one exchange; what differs and can be asked again is judged later.
    func record(_ exchange: ComparedExchange) {
        let key = key(of: exchange.route)
        let noise = exchange.route.parity.noise
        // Taken out while it is changed, so that nothing of it is copied.
        var record = records.removeValue(forKey: key) ?? newRecord(key, exchange.route)
        defer { records[key] = record }
        let time = now().timeIntervalSince1970
        let asksAgain = asker != nil && noise.asks > 0 && exchange.questions?.isRepeatable == true
        if asksAgain, !record.steering.admits(at: time) {
            return record.record(.skipped(.noiseBudget), count: 1, time: exchange.time)
        }
        let isSampled = asksAgain && record.isSampled(noise.sample)
        var context = record.context(of: exchange)
        let comparison = identity.compare(exchange, &context)
        var judgement = Judgement(comparison)
        if exchange.effect == .write {
            judgement = Judge.judgeWrite(
                comparison, monolith: exchange.monolith, service: exchange.service, context: context)
        }
        let needsMore =
            asksAgain
            ? isSampled || comparison.verdict == .mismatch
            : asker != nil && exchange.effect == .write && exchange.route.parity.confirm != nil
                && judgement.isAgreement
        guard needsMore, let questions = exchange.questions else {
            if asksAgain { record.steering.took(0, []) }
            return conclude(exchange, judgement, context, in: &record)
        }
        let open = OpenExchange(
            exchange: exchange, comparison: judgement.comparison, context: context, questions: questions,
            isSampled: isSampled, since: time)
        guard !waiting.add(open) else { return }
        // There is no room to wait: what differs stays unjudged.
        if judgement.verdict == .mismatch { judgement.comparison.verdict = .unknown(.unrepeated) }
        conclude(exchange, judgement, context, in: &record)
    }

    /// Counts what an exchange that waited has come to.
    func conclude(_ open: OpenExchange, _ outcome: Interview.Outcome) {
        let key = key(of: open.exchange.route)
        var record = records.removeValue(forKey: key) ?? newRecord(key, open.exchange.route)
        record.steering.took(outcome.questions, outcome.judgement.volatile)
        conclude(
            open.exchange, outcome.judgement, open.context, isNoisy: outcome.isNoisy, answers: outcome.answers,
            in: &record)
        records[key] = record
    }

    /// What an exchange is judged under by what is known of ids now.
    func contextNow(_ open: OpenExchange) -> ComparisonContext { identity.refreshed(open.context, of: open.exchange) }

    /// What the route of an exchange says about ids and effects.
    func identity(of exchange: ComparedExchange) -> RouteIdentity? { identity.identity(of: exchange) }

    func steering(of route: Route) -> NoiseSteering? { records[key(of: route)]?.steering }

    private func conclude(
        _ exchange: ComparedExchange, _ judgement: Judgement, _ context: ComparisonContext, isNoisy: Bool? = nil,
        answers: FurtherAnswers = FurtherAnswers(), in record: inout RouteRecord
    ) {
        var judgement = judgement
        if judgement.verdict == .mismatch, identity.wasMisaddressed(exchange) {
            judgement.comparison.verdict = .unknown(.unmappedID)
        }
        // Answers of two moments are no pair: nothing is learned of ids where the service was behind.
        if judgement.noise != .lag { identity.settle(&judgement.comparison, exchange, context) }
        if judgement.verdict != .noise { judgement.noise = nil }
        let recall = record.count(exchange, judgement, isNoisy: isNoisy)
        keep(exchange, judgement, answers, rules: context.rules)
        append(
            AdminVerdict(
                time: exchange.time, requestID: exchange.requestID, route: exchange.route.id,
                verdict: judgement.verdict.name,
                reason: judgement.verdict.reason?.rawValue ?? judgement.noise?.rawValue
                    ?? (judgement.isConfirmation ? "confirm" : nil),
                differences: judgement.differences, shortened: judgement.comparison.isShortened, recall: recall,
                volatile: judgement.volatile.map { "\($0.path)" }, steadiness: judgement.steadiness?.rawValue))
    }

    /// Counts the shadow legs that were skipped or failed since the last call, from the data plane's own counters.
    package func count(_ counters: Counters, table: RouteTable) {
        for (key, count) in counters.shadows {
            let before = counted.updateValue(count, forKey: key) ?? 0
            guard count > before, let index = table.index(ofRoute: key.route) else { continue }
            record(key.outcome, of: table.routes[Int(index.value)], count: count - before)
        }
    }

    func record(_ outcome: ShadowOutcome, of route: Route, count: UInt64) {
        let key = key(of: route)
        records[key, default: newRecord(key, route)].record(outcome, count: count, time: now())
        if case .failed = outcome { totals[route.id, default: [:]][Verdict.mismatch.name, default: 0] += count }
    }

    func note(_ skip: SkipReason, example: String, of route: Route) {
        let key = key(of: route)
        records[key, default: newRecord(key, route)].note(skip, example: example)
    }

    /// Verdicts since the start, by route and then by name.
    package func verdictTotals() -> [String: [String: UInt64]] { totals }

    /// Builds that a probe has heard of are at hand from now on.
    func take(monolithBuild: String?, serviceBuild: String?, of route: Route) {
        let key = key(of: route)
        records[key, default: newRecord(key, route)].take(monolithBuild: monolithBuild, serviceBuild: serviceBuild)
    }

    func record(of route: Route) -> RouteRecord? { records[key(of: route)] }

    func append(_ verdict: AdminVerdict) {
        if verdict.reason?.hasPrefix("failed") != true {
            totals[verdict.route, default: [:]][verdict.verdict, default: 0] += 1
        }
        feed.append(verdict)
    }

    private func key(of route: Route) -> Key {
        Key(route: route.id, fingerprint: fingerprints.fingerprint(of: route))
    }

    private func newRecord(_ key: Key, _ route: Route) -> RouteRecord {
        var record = RouteRecord(
            route, fingerprint: key.fingerprint, resets: resets[route.id, default: 0], time: now().timeIntervalSince1970
        )
        if let stored = stored[route.id] { record.resume(stored.epoch, recall: stored.recall) }
        return record
    }

    /// What the service calls an id that an answer of the monolith has at a pointer; nil when that is not known.
    func serviceName(of id: String, at pointer: String, in exchange: ComparedExchange) -> String? {
        identity.serviceName(of: id, at: pointer, in: exchange)
    }

    func isPresumed(_ id: String, at pointer: String, in exchange: ComparedExchange) -> Bool {
        identity.isPresumed(id, at: pointer, in: exchange)
    }

    // MARK: The store

    /// Writes what was counted since the last flush. What cannot be written is kept for the next one.
    package func flush() async throws {
        while let flushing { _ = await flushing.result }
        let deltas = takeDeltas()
        unwrittenPairs += identity.takeNews()
        let pairs = unwrittenPairs
        let samples = unwrittenSamples
        guard !deltas.isEmpty || !pairs.isEmpty || !samples.isEmpty else { return }
        unwrittenSamples = [:]
        let time = now()
        let write = Task { [store] in
            // Pairs first: to write them twice changes nothing.
            try await store.record(pairs)
            try await store.record(deltas, time: time)
            // Last, as they may be lost.
            try await store.record(Array(samples.values), now: time)
        }
        flushing = write
        let result = await write.result
        flushing = nil
        if case .success = result { unwrittenPairs.removeFirst(pairs.count) }
        if case .failure(let error) = result {
            unwritten = deltas
            logger.error("evidence could not be stored and is kept in memory", metadata: ["error": "\(error)"])
            throw error
        }
    }

    /// Starts a new epoch of a route, on an operator's word.
    package func reset(route: String, who: String, why: String) async throws {
        try await flush()
        let count = try await store.resetParity(route: route, who: who, why: why, time: now())
        resets[route] = count
        if let forgotten = identity.forget(route: route) {
            unwrittenPairs = []
            try await store.forgetIdentities(service: forgotten.service, domains: forgotten.domains)
            publishNews()
        }
        shelves[route] = nil
        try await store.forgetSamples(route: route)
        for key in records.keys where key.route == route { records[key]?.reset(to: count) }
    }

    private func takeDeltas() -> [EvidenceDelta] {
        var deltas = unwritten
        unwritten = []
        for key in records.keys {
            for (epoch, evidence, groups) in records[key]?.takePending() ?? [] {
                let delta = EvidenceDelta(route: key.route, epoch: epoch, evidence: evidence, groups: groups.groups)
                if let place = deltas.firstIndex(where: { $0.route == key.route && $0.epoch == epoch }) {
                    deltas[place].merge(delta)
                } else {
                    deltas.append(delta)
                }
            }
        }
        return deltas
    }

    // MARK: Evidence

    /// All that is known of a route in the epoch in force; nil when nothing was counted in it.
    func epochEvidence(of route: Route) async throws -> EpochEvidence? {
        try await flush()
        let key = key(of: route)
        if let epoch = records[key]?.epoch { return try await store.evidence(route: route.id, epoch: epoch) }
        guard let current = try await store.currentEvidence(route: route.id),
            current.epoch.definition == key.fingerprint.definition, current.epoch.rules == key.fingerprint.rules
        else { return nil }
        return current
    }
}

extension ParityRecorder: EvidenceSource {
    package func evidence(of route: Route) async throws -> CurrentEvidence? {
        guard let current = try await epochEvidence(of: route) else { return nil }
        return CurrentEvidence(
            epoch: current.epoch, evidence: current.evidence,
            alternatingBuilds: record(of: route)?.alternatingBuilds ?? [],
            pace: record(of: route)?.trend.pace(at: now()))
    }
}

extension EvidenceDelta {
    mutating func merge(_ other: EvidenceDelta) {
        evidence.merge(other.evidence)
        var all = DifferenceGroups()
        for group in groups + other.groups { all.merge(group) }
        groups = all.groups
    }
}

extension Verdict {
    /// Why it is unknown.
    var reason: UnknownReason? {
        if case .unknown(let reason) = self { reason } else { nil }
    }
}
