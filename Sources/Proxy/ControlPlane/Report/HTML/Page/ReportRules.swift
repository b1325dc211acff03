import Parity

/// What the rules cost, and what they were good for.
struct ReportRules {
    struct Rule {
        var ruleName: String
        var share: String
        var excused: String
        var decided: String
        var ruleRemark: String
        var ruleTone: String
    }

    let ruleRows: [Rule]
    let rulesText: String

    init?(_ route: AdminRouteParity, _ story: RouteStory) {
        guard !route.rules.rules.isEmpty else { return nil }
        ruleRows = route.rules.rules.map { rule in
            var remark = rule.neverMatched ? "never matched" : ""
            if let known = rule.acceptance {
                let time = ReportNumbers.time(known.expires)
                remark =
                    (known.isExpired ? "expired \(time)" : "accepted until \(time)")
                    + ", \(known.ticket): \(known.reason)"
            }
            return Rule(
                ruleName: rule.rule, share: rule.share.map(GateSentence.percent) ?? "–",
                excused: ReportNumbers.count(rule.excused), decided: ReportNumbers.count(rule.decided),
                ruleRemark: remark,
                ruleTone: rule.neverMatched || rule.acceptance?.isExpired == true ? "warn" : "soft")
        }
        rulesText = """
            Of the values in the monolith's bodies, \(GateSentence.percent(route.counts.coverage)) are compared; what each \
            rule takes out or loosens was measured in \(ReportNumbers.count(route.rules.measured, "comparison")).
            """
    }
}
