/// Places named by JSON pointers, `*` for any one segment; compiled once, together with the rules of the route.
package struct LeafSelector: Sendable {
    /// As written, in the order given: ``LeafPair/pattern`` is an index into it.
    package let patterns: [String]

    /// The rules with the places among them.
    let rules: ComparisonRules

    /// - Parameter rules: those that the comparison is made under.
    package init(_ patterns: [String], under rules: ComparisonRules = ComparisonRules()) throws(InvalidRule) {
        self.patterns = patterns
        var all = rules.rules
        for (index, pattern) in patterns.enumerated() { all.append(Rule(pattern, .select(index))) }
        self.rules = try ComparisonRules(headers: rules.headers, rules: all, equivalentStatus: rules.equivalentStatus)
    }
}
