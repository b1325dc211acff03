import Foundation
import Parity
import Routing
import Store

/// What the recorder holds in memory of one route: the epoch at hand and what was counted since the last flush.
struct RouteRecord {
    /// A build of the service is answering at present if one of so many last answers is its.
    static let presence = 20

    /// Pending epochs are bounded: a service that invents a build for each answer must not fill the memory.
    private static let pendingLimit = 16

    /// Planted faults: in each of the first answers of an epoch, then in one of so many.
    private static let firstPlants = 20
    private static let plantEvery = 50

    /// What the rules cost is counted in one of so many comparisons: it has to read bodies that are equal byte by byte.
    private static let measureEvery = 16

    let fingerprint: RouteFingerprint
    private let rules: ComparisonRules
    private var resets: Int
    private(set) var epoch: Epoch?
    private var pending: [Epoch: Pending] = [:]
    private var behaviors = BehaviorReader()
    /// Builds of the last answers of the service, oldest first.
    private var lastBuilds: [String] = []
    private var selfTest: ComparatorSelfTest
    private var compared = 0
    /// Of what the comparator finds of planted faults: what the store had at the start, and all since.
    private(set) var recall = Recall()
    /// Answers of the epochs of late in which a fault was to be planted.
    private var planted: [Epoch: Int] = [:]
    private(set) var trend = TrendRing()
    /// What asking again costs here.
    var steering: NoiseSteering
    /// Chooses the uniform sample.
    private var sampling: SplitMix

    private struct Pending {
        var evidence = Evidence()
        var groups = DifferenceGroups()
    }

    init(_ route: Route, fingerprint: RouteFingerprint, resets: Int, time: Double = 0) {
        steering = NoiseSteering(rate: route.parity.noise.rate, time: time)
        sampling = SplitMix(seed: fingerprint.definition ^ fingerprint.rules)
        self.fingerprint = fingerprint
        self.resets = resets
        // Loading has refused what is no pointer; should one come through, nothing is left out on its word.
        rules =
            (try? ComparisonRules(route.parity))
            ?? ComparisonRules(headers: route.parity.headers)
        selfTest = ComparatorSelfTest(seed: fingerprint.definition)
    }

    /// Whether the next exchange belongs to the uniform sample.
    mutating func isSampled(_ share: Share) -> Bool { share.contains(random: sampling.next()) }

    /// What an exchange is compared under.
    func context(of exchange: ComparedExchange) -> ComparisonContext {
        var context = ComparisonContext(rules)
        context.primary = exchange.primary
        context.measuresCost = compared < Self.firstPlants || compared % Self.measureEvery == 0
        context.time = exchange.time.timeIntervalSince1970
        context.monolithBases = exchange.bases(.monolith)
        context.serviceBases = exchange.bases(.candidate)
        return context
    }

    /// Counts one exchange that has been judged; tells as well what the comparator finds of planted faults.
    mutating func count(_ exchange: ComparedExchange, _ judgement: Judgement, isNoisy: Bool? = nil) -> Double? {
        let epoch = epoch(of: exchange)
        let kind = behaviors.kind(of: exchange.monolith)
        let time = exchange.time.timeIntervalSince1970
        pending[epoch, default: Pending()].evidence.record(
            judgement, kind: kind, monolith: exchange.monolith, service: exchange.service, facts: exchange.facts,
            time: time)
        pending[epoch, default: Pending()].evidence.ruleCosts.record(judgement.comparison, rules: rules)
        if exchange.effect == .write, exchange.route.parity.effects != nil {
            pending[epoch, default: Pending()].evidence.effects.record(
                judgement.comparison, monolith: exchange.monolith, service: exchange.service)
        }
        if let isNoisy { pending[epoch, default: Pending()].evidence.noiseSample.record(isNoisy: isNoisy) }
        if judgement.verdict == .mismatch {
            pending[epoch, default: Pending()].groups.record(
                judgement.differences, requestID: exchange.requestID, time: time,
                request: exchange.questions?.example())
        }
        compared += 1
        if plantsFault(in: epoch) {
            let found = selfTest.run(on: exchange.monolith, rules: rules)
            recall.merge(found)
            pending[epoch, default: Pending()].evidence.recall.merge(found)
        }
        switch judgement.verdict {
        case .match, .noise: trend.add(compared: 1, mismatches: 0, at: exchange.time)
        case .mismatch: trend.add(compared: 1, mismatches: 1, at: exchange.time)
        case .unknown: break
        }
        return recall.share
    }

    /// Whether the next fault is planted in this answer. Each epoch begins with some, so that no gate is asked about one in
    /// which nobody has looked whether the comparison sees anything.
    private mutating func plantsFault(in epoch: Epoch) -> Bool {
        if planted[epoch] == nil, planted.count >= Self.pendingLimit { planted = [:] }
        let count = planted[epoch, default: 0]
        guard count < Self.firstPlants || compared % Self.plantEvery == 0 else { return false }
        planted[epoch] = count + 1
        return true
    }

    /// Counts shadow legs that were skipped or failed; they belong to the epoch at hand.
    mutating func record(_ outcome: ShadowOutcome, count: UInt64, time: Date) {
        let epoch = currentEpoch()
        switch outcome {
        case .compared: break
        case .skipped(let reason):
            pending[epoch, default: Pending()].evidence.skipped[reason, default: 0] += count
        case .failed(let kind):
            pending[epoch, default: Pending()].evidence.failed[kind, default: 0] += count
            trend.add(compared: count, mismatches: count, at: time)
        }
    }

    /// Keeps an example of requests that are not copied.
    mutating func note(_ skip: SkipReason, example: String) {
        pending[currentEpoch(), default: Pending()].evidence.note(skip, example: example)
    }

    /// Starts a new epoch; what was counted in the one before stays there.
    mutating func reset(to resets: Int) {
        self.resets = resets
        epoch?.resets = resets
        trend = TrendRing()
    }

    /// What to add to the store since the last call.
    mutating func takePending() -> [(epoch: Epoch, evidence: Evidence, groups: DifferenceGroups)] {
        defer { pending = [:] }
        // The epoch at hand last: the store takes the one written last for the one in force.
        return pending.map { ($0.key, $0.value.evidence, $0.value.groups) }
            .sorted { left, _ in left.0 != epoch }
    }

    /// The builds of the service that answer at present, when there is more than one.
    var alternatingBuilds: [String] {
        let present = Set(lastBuilds).sorted()
        return present.count > 1 ? present : []
    }

    private mutating func epoch(of exchange: ComparedExchange) -> Epoch {
        var next = currentEpoch()
        if let build = exchange.monolith.build { next.monolithBuild = build }
        if let build = exchange.service.build {
            next.serviceBuild = build
            lastBuilds.append(build)
            if lastBuilds.count > Self.presence { lastBuilds.removeFirst() }
        }
        if pending[next] != nil || pending.count < Self.pendingLimit { epoch = next }
        return epoch ?? next
    }

    /// Takes builds that a probe has heard of: what is counted from now on is theirs.
    mutating func take(monolithBuild: String?, serviceBuild: String?) {
        var next = currentEpoch()
        if let monolithBuild { next.monolithBuild = monolithBuild }
        if let serviceBuild { next.serviceBuild = serviceBuild }
        guard next != epoch, pending.count < Self.pendingLimit else { return }
        if next.serviceBuild != epoch?.serviceBuild { lastBuilds = [] }
        epoch = next
    }

    private mutating func currentEpoch() -> Epoch {
        let current =
            epoch
            ?? Epoch(
                definition: fingerprint.definition, rules: fingerprint.rules, monolithBuild: "", serviceBuild: "",
                resets: resets)
        epoch = current
        return current
    }

    /// Continues an epoch that was in force before a restart or a reload.
    ///
    /// - Parameter recall: what was found of planted faults in it.
    mutating func resume(_ stored: Epoch, recall: Recall) {
        guard epoch == nil, stored.definition == fingerprint.definition, stored.rules == fingerprint.rules,
            stored.resets == resets
        else { return }
        epoch = stored
        self.recall = recall
    }
}
