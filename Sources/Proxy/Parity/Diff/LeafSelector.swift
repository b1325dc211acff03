/// Places named by JSON pointers, `*` for any one segment; compiled once.
package struct LeafSelector: Sendable {
    /// As written, in the order given: ``LeafPair/pattern`` is an index into it.
    package let patterns: [String]

    package init(_ patterns: [String]) throws(InvalidRule) {
        self.patterns = patterns
        for pattern in patterns where JSONPointer(pattern) == nil {
            throw InvalidRule(rule: pattern, problem: .noPointer)
        }
    }
}
