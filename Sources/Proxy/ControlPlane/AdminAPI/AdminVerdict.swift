package import Foundation
package import Parity

/// `GET /parity/verdicts`: what one comparison said; one line of `ficus parity verdicts --format ndjson`.
package struct AdminVerdict: Codable, Sendable, Equatable {
    /// When the exchange began.
    package var time: Date
    package var requestID: String
    package var route: String
    /// `match`, `mismatch`, `noise` or `unknown`.
    package var verdict: String
    /// Why it is unknown, why it is noise (`volatile`, `lag`, `fresh`), how the shadow leg failed, or `confirm` where a
    /// read after a write differs; nil otherwise.
    package var reason: String?
    package var differences: [Difference]
    /// More differences were found than are listed.
    package var shortened: Bool
    /// What the comparator found of the faults planted in answers of this route, 0...1; nil before the first one.
    package var recall: Double?
    /// Where the monolith disagreed with itself in this exchange.
    package var volatile: [String]
    /// `steady` or `flapping`: what the service said when it was asked again; nil when it was not.
    package var steadiness: String?

    package init(
        time: Date, requestID: String, route: String, verdict: String, reason: String? = nil,
        differences: [Difference] = [], shortened: Bool = false, recall: Double? = nil, volatile: [String] = [],
        steadiness: String? = nil
    ) {
        self.volatile = volatile
        self.steadiness = steadiness
        self.time = time
        self.requestID = requestID
        self.route = route
        self.verdict = verdict
        self.reason = reason
        self.differences = differences
        self.shortened = shortened
        self.recall = recall
    }

    private enum CodingKeys: String, CodingKey {
        case time
        case requestID = "request_id"
        case route
        case verdict
        case reason
        case differences
        case shortened
        case recall
        case volatile
        case steadiness
    }

    /// Every line has the same keys.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(time, forKey: .time)
        try container.encode(requestID, forKey: .requestID)
        try container.encode(route, forKey: .route)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(reason, forKey: .reason)
        try container.encode(differences, forKey: .differences)
        try container.encode(shortened, forKey: .shortened)
        try container.encode(recall, forKey: .recall)
        try container.encode(volatile, forKey: .volatile)
        try container.encode(steadiness, forKey: .steadiness)
    }
}
