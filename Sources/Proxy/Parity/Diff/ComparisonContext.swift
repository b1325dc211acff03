/// All that a comparison is made under, beside the two answers.
package struct ComparisonContext: Sendable {
    package var rules: ComparisonRules
    /// Who answered the client. The other side was asked without the request's conditions.
    package var primary: Comparator.Side = .monolith
    /// Seconds since 1970, which decide what accepted differences have expired.
    package var time: Double = 0
    /// Where each side believes to stand: `http://127.0.0.1:3000`. What begins so is compared without it.
    package var monolithBases: [String] = []
    package var serviceBases: [String] = []
    /// At most this many differences are listed.
    package var differenceLimit = Comparator.differenceLimit
    /// Whether to count what the rules take out of the comparison, which has to read bodies that are equal byte by byte.
    package var measuresCost = true

    /// Fields that are some seconds apart, and session ids, differ too: for asking what one side disagrees with itself about.
    package var isExact = false

    package var identity: (any IdentityJudge)?
    package var volatility: (any VolatilityJudge)?

    package init(_ rules: ComparisonRules) {
        self.rules = rules
    }
}
