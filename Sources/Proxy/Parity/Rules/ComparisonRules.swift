/// What of a route's answers is compared, compiled once per route table revision.
package struct ComparisonRules: Sendable {
    /// Names of the fields to compare, lower case.
    package let headers: [String]

    /// The places that are not compared, as written.
    package let ignore: [String]

    /// The ignored places as a tree; nil when nothing is ignored.
    let ignored: IgnoreTree?

    /// Names whose values are never stored.
    let redaction: Redaction

    /// Rules that compare the whole body.
    package init(headers: [String] = []) {
        self.headers = headers.map { $0.lowercased() }
        ignore = []
        ignored = nil
        redaction = Redaction()
    }

    /// - Parameters:
    ///   - headers: names of the fields to compare, in any case.
    ///   - ignore: JSON pointers into the body; `*` stands for any one key or index.
    package init(headers: [String] = [], ignore: [String]) throws(InvalidRule) {
        self.headers = headers.map { $0.lowercased() }
        self.ignore = ignore
        self.ignored = try IgnoreTree(ignore)
        self.redaction = Redaction()
    }
}

/// A rule that cannot be taken.
package struct InvalidRule: Error, Hashable, CustomStringConvertible {
    package enum Problem: Sendable, Hashable {
        case noPointer
        /// All pointers of a route together have more than 127 different steps.
        case tooMany
    }

    package let rule: String
    package let problem: Problem

    package var description: String {
        switch problem {
        case .noPointer: "`\(rule)` is no JSON pointer: write `/key/0/*`, with `~1` for a slash in a key"
        case .tooMany: "`\(rule)` is one step too many: the pointers of a route have at most 127 different steps"
        }
    }
}
