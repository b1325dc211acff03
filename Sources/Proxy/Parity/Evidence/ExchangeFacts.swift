/// What of a request makes a behaviour of its own, beside the answer to it.
package struct ExchangeFacts: Sendable, Equatable {
    /// Names of the query's parameters.
    package var queryNames: [String]
    /// Declared dimensions with the value that the request has, such as `query.status` and `open`; nil for none.
    package var dimensions: [(name: String, value: String?)]
    /// Method, path and query: an example of its behaviours, once redacted.
    package var example: String
    /// Hashes, for counting.
    package var client: UInt64?
    package var session: UInt64?

    package init(
        queryNames: [String] = [], dimensions: [(name: String, value: String?)] = [], example: String = "",
        client: UInt64? = nil, session: UInt64? = nil
    ) {
        self.queryNames = queryNames
        self.dimensions = dimensions
        self.example = example
        self.client = client
        self.session = session
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.queryNames == right.queryNames && left.example == right.example && left.client == right.client
            && left.session == right.session
            && left.dimensions.elementsEqual(right.dimensions) { $0.name == $1.name && $0.value == $1.value }
    }

    /// The example as it may be stored: values of sensitive names and tokens are marked, and it is short.
    package func redactedExample() -> String {
        let redaction = Redaction()
        return redaction.shortened(redaction.marked(Array(example.utf8)))
    }

    /// Longer values of a dimension are told apart by their beginning.
    private static let valueLimit = 40

    /// The behaviours beside that of the answer: parameters used, size of the answer, declared dimensions.
    func kinds(of answer: Observation) -> [BehaviorKind] {
        let names = Set(queryNames).sorted().joined(separator: ",")
        var kinds = [
            BehaviorKind(.query, names.isEmpty ? "none" : names), BehaviorKind(.size, Self.size(answer.body.count)),
        ]
        for dimension in dimensions {
            kinds.append(BehaviorKind(.declared, "\(dimension.name) \(Self.shown(dimension))"))
        }
        return kinds
    }

    private static func shown(_ dimension: (name: String, value: String?)) -> String {
        let redaction = Redaction()
        guard let value = dimension.value else { return "absent" }
        if redaction.isSensitive(name: dimension.name) { return Redaction.mark }
        return redaction.shortened(redaction.marked(Array(value.utf8.prefix(valueLimit))))
    }

    private static func size(_ bytes: Int) -> String {
        switch bytes {
        case 0: "empty"
        case ..<1_024: "below 1 KiB"
        case ..<16_384: "1 to 16 KiB"
        case ..<262_144: "16 to 256 KiB"
        default: "256 KiB and more"
        }
    }
}
