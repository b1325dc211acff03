/// The groups of one route inside one epoch. Bounded: beyond the limit new groups are only counted.
package struct DifferenceGroups: Sendable, Equatable, Codable {
    package static let limit = 200

    package private(set) var groups: [DifferenceGroup] = []
    /// Exchanges with a difference whose group was not kept.
    package private(set) var overflow: UInt64 = 0

    private var places: [DifferenceGroup.Key: Int] = [:]

    package init() {}

    /// Counts the differences of one exchange; each group it has is counted once.
    package mutating func record(
        _ differences: [Difference], requestID: String, time: Double, request: ExampleRequest? = nil
    ) {
        var seen: Set<DifferenceGroup.Key> = []
        for difference in differences {
            let key = DifferenceGroup.Key(
                pattern: difference.path.pattern, kind: difference.kind, relation: difference.relation)
            guard seen.insert(key).inserted else { continue }
            let example = DifferenceGroup.Example(
                requestID: requestID, time: time, path: difference.path.description, monolith: difference.monolith,
                service: difference.service, request: request)
            merge(DifferenceGroup(key: key, count: 1, firstSeen: time, lastSeen: time, examples: [example]))
        }
    }

    package mutating func merge(_ other: DifferenceGroups) {
        for group in other.groups { merge(group) }
        overflow += other.overflow
    }

    package mutating func merge(_ group: DifferenceGroup) {
        if let place = places[group.key] {
            groups[place].merge(group)
        } else if groups.count < Self.limit {
            places[group.key] = groups.count
            groups.append(group)
        } else {
            overflow += group.count
        }
    }

    private enum CodingKeys: String, CodingKey {
        case groups
        case overflow
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        for group in try container.decode([DifferenceGroup].self, forKey: .groups) { merge(group) }
        overflow += try container.decode(UInt64.self, forKey: .overflow)
    }
}
