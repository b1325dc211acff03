import ControlPlane

/// What `ficus explain` says to people.
struct ExplanationScreen {
    private let explanation: AdminExplanation

    init(_ explanation: AdminExplanation) { self.explanation = explanation }

    var text: String { ([headline, ""] + facts + losers).joined(separator: "\n") }

    private var headline: String {
        let answer: String
        if let target = explanation.answeredBy {
            answer = "\(Screen.styled(target, .bold)) answers"
        } else {
            answer = "Ficus answers \(Screen.styled("\(explanation.status ?? 0)", .bold)) itself"
        }
        return "\(explanation.request)\n\(Screen.styled("->", .dim)) \(answer), because \(because)"
    }

    private var because: String {
        switch explanation.reason {
        case "unmatched": "no route matches"
        case "fixed": "\(explanation.route ?? "the route") has a fixed answer"
        case "owner":
            explanation.effect == "write"
                ? "the route is in canary and this is a write of a group with a feed: it stays with the owner"
                : "the route is in canary and \(key) outside the \(explanation.canary?.share ?? "share")"
        case "canary": "the route is in canary and \(key) inside the \(explanation.canary?.share ?? "share")"
        default: "the route is in state \(explanation.reason)"
        }
    }

    private var key: String {
        guard let key = explanation.canary?.key else { return "the request has no key, which counts as" }
        return "its \(key) is"
    }

    private var facts: [String] {
        var facts: [(String, String)] = []
        if let route = explanation.route {
            facts.append(("route", "\(route)  (\(explanation.location ?? ""))"))
            facts.append(("match", explanation.match ?? ""))
        }
        if let unit = explanation.unit, unit != explanation.route { facts.append(("group", unit)) }
        if let state = explanation.state, explanation.reason != "fixed" { facts.append(("state", state)) }
        if explanation.answeredBy != nil {
            facts.append(("effect", explanation.effect))
            facts.append(
                ("shadow", explanation.shadow.map { "\($0), \(explanation.sample ?? "100%") of requests" } ?? "none"))
            facts.append(("fallback", explanation.fallback ?? "none"))
        }
        let width = facts.map(\.0.count).max() ?? 0
        return facts.map { name, value in
            "  \(Screen.styled(name, .dim))\(String(repeating: " ", count: width - name.count))  \(value)"
        }
    }

    private var losers: [String] {
        guard !explanation.losers.isEmpty else { return [] }
        let rows = explanation.losers.map { [$0.route, $0.match, $0.reason] }
        let table = Screen.table(["ALSO CONSIDERED", "MATCH", "LOST BECAUSE"], rows)
        return [""] + table.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    }
}
