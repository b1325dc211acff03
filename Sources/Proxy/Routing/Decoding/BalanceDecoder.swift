/// Reads `balance:`, a word, or a map with the word as `policy` and what `sticky` sticks to.
struct BalanceDecoder {
    let log: DiagnosticLog
    /// The name of the target, from which its cookie has a name by default.
    let target: String

    private enum Policy: String, CaseIterable {
        case roundRobin = "round_robin"
        case weighted
        case leastRequests = "least_requests"
        case sticky
    }

    func balance(_ value: YAMLValue) -> Balance {
        guard case .map = value.content else {
            let policy: Policy? = value.scalar("balance", log, Word.oneOf)
            return balance(policy, .cookie(name: cookieName, isSecure: false))
        }
        guard var reader = MapReader(value, "balance", log) else { return .roundRobin }
        let word = reader.require("policy", hint: "add policy: round_robin, weighted, least_requests or sticky")
        let policy: Policy? = word.flatMap { $0.scalar("policy", log, Word.oneOf) }
        let balance = balance(policy, policy == .sticky ? stickiness(&reader) : nil)
        reader.finish()
        return balance
    }

    private func balance(_ policy: Policy?, _ stickiness: Stickiness?) -> Balance {
        switch policy {
        case .roundRobin, nil: .roundRobin
        case .weighted: .weighted
        case .leastRequests: .leastRequests
        case .sticky: .sticky(stickiness ?? .cookie(name: cookieName, isSecure: false))
        }
    }

    private func stickiness(_ reader: inout MapReader) -> Stickiness? {
        let keys = reader.scalars("key", Word.canaryKey)
        let name = reader.scalar("cookie", Word.cookieName)
        let isSecure = reader.scalar("secure", Word.boolean)
        guard let keys else { return .cookie(name: name ?? cookieName, isSecure: isSecure ?? false) }
        for key in reader.keys(among: ["cookie", "secure"]) {
            log.error(
                .balanceConflict, at: key.location, "with key: no cookie is set, so that \(key.name) has no meaning",
                hint: "remove one of the two")
        }
        return .key(keys)
    }

    private var cookieName: String { "ficus-\(target)" }
}

extension Word {
    /// The name of a cookie (RFC 6265 section 4.1.1).
    static func cookieName(_ text: String) throws(ScalarProblem) -> String {
        guard isToken(text) else {
            throw ScalarProblem(.invalidFieldName, "\"\(text)\" is not the name of a cookie", hint: nil)
        }
        return text
    }
}
