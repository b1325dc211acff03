/// One thing that a field says: a member of a set, a directive, an attribute of a cookie.
struct HeaderFacet {
    enum Value {
        case exact(String)
        /// A point in time that may be some seconds off: both sides count from their own now.
        case time(PointInTime)
        /// A number of seconds that may be this far off.
        case seconds(Int, slack: Int)
        /// A session's id, which is another one in each answer.
        case token(String)
    }

    /// What the facets of two answers are paired by.
    var key: String
    var value: Value
    /// As written, for showing.
    var text: String
    /// Of a secret only the key is shown.
    var isSecret = false

    /// Both sides answer within this time of one another, in seconds.
    static let slack = 10.0

    /// - Parameter isExact: also what differs by its nature counts.
    func says(theSameAs other: HeaderFacet, exactly isExact: Bool) -> Bool {
        if isExact { return isSameText(as: other) }
        return switch (value, other.value) {
        case (.exact(let left), .exact(let right)): left == right
        case (.time(let left), .time(let right)): left.seconds(to: right) <= Self.slack
        case (.seconds(let left, let slack), .seconds(let right, _)): abs(left - right) <= slack
        case (.token(let left), .token(let right)): SessionToken.areAlike(left, right)
        default: false
        }
    }

    private func isSameText(as other: HeaderFacet) -> Bool {
        switch (value, other.value) {
        case (.exact(let left), .exact(let right)), (.token(let left), .token(let right)): left == right
        case (.time(let left), .time(let right)): left == right
        case (.seconds(let left, _), .seconds(let right, _)): left == right
        default: false
        }
    }

    var shown: String { isSecret ? "\(key)=\(Redaction.mark)" : text }
}
