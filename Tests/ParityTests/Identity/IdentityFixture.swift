@testable import Parity

/// A ledger with the comparison around it, as the recorder uses both.
struct IdentityFixture {
    var ledger = IdentityLedger()
    var rules: IdentityRules
    var context = ComparisonContext(ComparisonRules(headers: ["content-type", "location", "link"]))
    private var exchanges = 0

    init(
        _ places: [(String, String?)] = [("/id", "order"), ("/client_id", "client"), ("/orders/*/id", "order")],
        headers: [(name: String, domain: String?)] = [], assumptions: [String: IdentityAssumption] = [:],
        links: [IdentityRules.Link] = []
    ) throws {
        rules = try IdentityRules(
            service: "orders", bodies: places.map { (pointer: $0.0, domain: $0.1) }, headers: headers,
            assumptions: assumptions, links: links)
    }

    /// Judges one exchange; its request id is `r1`, `r2`, ...
    mutating func compare(
        _ monolith: Observation, _ service: Observation, isRehearsal: Bool = false, time: Double? = nil
    ) -> Comparison {
        exchanges += 1
        let time = time ?? Double(exchanges)
        func makeJudge(_ presumes: Bool) -> ExchangeIdentityJudge {
            ledger.judge(rules, isRehearsal: isRehearsal, time: time, presumesRenaming: presumes)
        }
        var judge = makeJudge(false)
        context.identity = judge
        var comparison = Comparator.compare(monolith: monolith, service: service, context: context)
        if comparison.verdict == .mismatch, ledger.isUndecided(rules) {
            let other = makeJudge(true)
            var second = context
            second.identity = other
            let again = Comparator.compare(monolith: monolith, service: service, context: second)
            if again.verdict == .match { (comparison, context, judge) = (again, second, other) }
        }
        ledger.settle(
            &comparison, monolith: monolith, service: service, context: context, judge: judge,
            requestID: "r\(exchanges)")
        return comparison
    }

    mutating func compare(_ monolith: String, _ service: String, isRehearsal: Bool = false) -> Comparison {
        compare(.json(monolith), .json(service), isRehearsal: isRehearsal)
    }

    func pairs(_ domain: String = "order") -> IdentityPairs { ledger.map[rules.space(domain)] }

    func service(of id: String, _ domain: String = "order") -> String? {
        pairs(domain).pair(monolith: Array(id.utf8)).map { String(decoding: $0.service, as: UTF8.self) }
    }
}

func uuid(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "5d4c3b2a-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
}
