package import Routing

/// What rules would fit what was seen of a route: `ficus parity suggest`. Each was tried on the exchanges it is made
/// from, and says what it hides; what no rule should hide is kept apart.
package struct Suggestion: Sendable {
    package var route: String
    /// Exchanges that were looked at, and how many of them were mismatches.
    package var exchanges: Int
    package var mismatches: Int
    /// Rules that take differences of notation away.
    package var rules: [RuleEntry]
    /// Differences that are faults until somebody says otherwise, each as an entry of `accept`.
    package var faults: [RuleEntry]

    /// As a file of rules; faults only as a comment.
    package var text: String {
        var lines = [
            "# \(route): \(exchanges) exchanges, \(mismatches) of them differ. Every rule says what it hides."
        ]
        lines.append(RuleEntry.text(rules))
        guard !faults.isEmpty else { return lines.joined(separator: "\n") }
        lines += [
            "",
            "# Real differences: fix the service. Whoever knows better can tolerate one for a while; accept also hides",
            "# every further difference of the class at the place until then:", "#   accept:",
        ]
        for fault in faults { lines += fault.commentLines.map { "#     \($0)" } + ["#     - \(fault.text)"] }
        return lines.joined(separator: "\n")
    }

    /// The faults as rules in force.
    package var accepting: Suggestion {
        var accepting = self
        accepting.rules += faults
        accepting.faults = []
        return accepting
    }
}

/// How suggested `accept` entries are signed.
package struct SuggestedAcceptance: Sendable {
    package var ticket: String
    /// `2026-12-31`.
    package var until: String

    package init(ticket: String, until: String) {
        self.ticket = ticket
        self.until = until
    }
}
