/// All mismatches of a route that look like one cause: one place (with indices and ids generalised), one class and one
/// relation of the values.
package struct DifferenceGroup: Sendable, Equatable, Codable {
    /// What makes two differences belong together.
    package struct Key: Sendable, Hashable, Codable {
        /// Such as `body:/orders/*/price`.
        package var pattern: String
        package var kind: DifferenceClass
        package var relation: Relation?

        package init(pattern: String, kind: DifferenceClass, relation: Relation? = nil) {
            self.pattern = pattern
            self.kind = kind
            self.relation = relation
        }

        /// Class and relation in a few words: `value`, `value (off by one)`.
        package var label: String {
            relation.map { "\(kind.rawValue) (\($0.rawValue.replacing("_", with: " ")))" } ?? kind.rawValue
        }
    }

    /// One occurrence, redacted.
    package struct Example: Sendable, Hashable, Codable {
        package var requestID: String
        /// Seconds since 1970.
        package var time: Double
        package var path: String
        package var monolith: String?
        package var service: String?
        /// nil: nothing of the request was kept.
        package var request: ExampleRequest?

        package init(
            requestID: String, time: Double, path: String, monolith: String?, service: String?,
            request: ExampleRequest? = nil
        ) {
            self.request = request
            self.requestID = requestID
            self.time = time
            self.path = path
            self.monolith = monolith
            self.service = service
        }
    }

    /// As many examples as a group keeps: the first ones, and the latest in the last place.
    package static let exampleLimit = 3

    package var key: Key
    /// Exchanges (not differences) in which this was seen.
    package var count: UInt64
    /// Seconds since 1970.
    package var firstSeen: Double
    package var lastSeen: Double
    package var examples: [Example]

    package init(key: Key, count: UInt64, firstSeen: Double, lastSeen: Double, examples: [Example]) {
        self.key = key
        self.count = count
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.examples = examples
    }

    /// Adds what another part of the fleet, or a later batch, saw of the same group.
    package mutating func merge(_ other: DifferenceGroup) {
        count += other.count
        firstSeen = min(firstSeen, other.firstSeen)
        lastSeen = max(lastSeen, other.lastSeen)
        for example in other.examples where !examples.contains(example) {
            if examples.count == Self.exampleLimit { examples.removeLast() }
            examples.append(example)
        }
    }
}
