import Parity
import Routing

extension ParityRecorder {
    /// So many questions to the monolith are under way at one time; beyond, the effects of a write stay unknown.
    private static let questionLimit = 32

    /// Gets what the monolith changed, where the effects of a write are compared, before the exchange is judged.
    func withEffects(_ exchange: ComparedExchange) async -> ComparedExchange {
        guard exchange.primary == .monolith, let table = exchange.table, let effects = exchange.route.parity.effects,
            let reader = effectsReader, questions < Self.questionLimit
        else { return exchange }
        questions += 1
        defer { questions -= 1 }
        var exchange = exchange
        exchange.monolith.changes = await reader.changes(
            of: exchange.requestID, at: table.targets[Int(table.definition.monolith.value)], path: effects.from)
        return exchange
    }
}
