import Parity
import Routing

/// Writes whose effects are compared, while the monolith is asked for them.
struct OpenEffects {
    /// So many questions to the monolith are under way at one time.
    static let questionLimit = 32
    /// How long a write waits for its turn to ask; beyond, its effects stay unknown.
    static let turn = (pause: Duration.milliseconds(20), count: 100)
    /// So many writes wait for an outbox; beyond, their effects stay unknown as well.
    static let limit = 512
    /// An outbox may be filled after the answer: how long it is given, from question to question.
    static let pauses: [Duration] = [.milliseconds(100), .milliseconds(300), .milliseconds(600), .seconds(1)]

    var questions = 0
    private var tasks: [UInt64: Task<Void, Never>] = [:]
    private var next: UInt64 = 0

    var isFull: Bool { tasks.count >= Self.limit }

    mutating func add(_ start: (UInt64) -> Task<Void, Never>) {
        next += 1
        tasks[next] = start(next)
    }

    mutating func ended(_ number: UInt64) { tasks[number] = nil }

    /// Those that are under way.
    var all: [Task<Void, Never>] { Array(tasks.values) }
}

extension ParityRecorder {
    /// Records a write once the monolith has told what it changed.
    func recordWithEffects(_ exchange: ComparedExchange) {
        guard !effects.isFull else { return record(exchange) }
        effects.add { number in
            Task {
                record(await withEffects(exchange))
                publishNews()
                effects.ended(number)
            }
        }
    }

    /// Waits for no outbox any more: the effects of what waited for one stay unknown. Returns once all of it is counted.
    func concludeEffects() async {
        for task in effects.all { task.cancel() }
        for task in effects.all { await task.value }
    }

    /// Gets what the monolith changed, before the exchange is judged. What the monolith may tell later it is asked again,
    /// for some two seconds: neither a row that is on its way nor one that is missing on both sides says anything.
    private func withEffects(_ exchange: ComparedExchange) async -> ComparedExchange {
        guard exchange.primary == .monolith, let rules = identity(of: exchange)?.effects?.rules.compared
        else { return exchange }
        var exchange = exchange
        exchange.monolith.changes = await changes(exchange)
        for length in OpenEffects.pauses {
            guard let own = exchange.monolith.changes, let its = exchange.service.toldChanges,
                EffectsComparison.mayBeBehind(
                    monolith: own, service: its, isDone: exchange.monolith.status / 100 == 2, rules: rules)
            else { break }
            await pause(length)
            // What would have been told is not known.
            exchange.monolith.changes = Task.isCancelled ? nil : await changes(exchange) ?? own
        }
        return exchange
    }

    /// nil where nobody can be asked, or too much is asked already.
    private func changes(_ exchange: ComparedExchange) async -> [UInt8]? {
        guard let table = exchange.table, let rule = exchange.route.parity.effects, let reader = effectsReader else {
            return nil
        }
        for _ in 0..<OpenEffects.turn.count where effects.questions >= OpenEffects.questionLimit {
            await pause(OpenEffects.turn.pause)
        }
        guard effects.questions < OpenEffects.questionLimit, !Task.isCancelled else { return nil }
        effects.questions += 1
        defer { effects.questions -= 1 }
        return await reader.changes(
            of: exchange.requestID, at: table.targets[Int(table.definition.monolith.value)], path: rule.from)
    }
}
