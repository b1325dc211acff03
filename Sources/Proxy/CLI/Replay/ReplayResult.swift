import ControlPlane
import Foundation
import Parity

/// What became of one recorded request.
struct ReplayResult: Sendable {
    enum Outcome: Sendable {
        case judged(JudgedPair)
        case silent(isMonolith: Bool, isUnreachable: Bool)
        /// It was not sent, and why in two words.
        case skipped(String)
    }

    var id: String
    /// `GET /orders/17`.
    var request: String
    var route: String?
    var outcome = Outcome.skipped("not sent")
    /// What more there is to say.
    var detail: String?
    var seconds = 0.0
    /// What the sides were asked where their ids are others than those recorded.
    var sent: Sent?

    struct Sent: Sendable, Encodable {
        let monolith: String
        let service: String
    }

    init(_ exchange: RecordedExchange) {
        id = exchange.id ?? "-"
        request = exchange.request.map { "\($0.method) \($0.target)" } ?? "-"
        route = exchange.route
    }

    /// Notes what is sent, where it is not what was recorded.
    mutating func note(
        _ requests: (monolith: RecordedRequest, service: RecordedRequest), instead recorded: RecordedRequest
    ) {
        guard requests.monolith != recorded || requests.service != recorded else { return }
        sent = Sent(monolith: requests.monolith.target, service: requests.service.target)
    }

    /// `match`, `mismatch`, `noise`, `unknown`, `failed` (a side gave no answer) or `skipped`.
    var verdict: String {
        switch outcome {
        case .judged(let judged): judged.verdict
        case .silent: "failed"
        case .skipped: "skipped"
        }
    }

    var reason: String? {
        switch outcome {
        case .judged(let judged): judged.reason
        case .silent(let isMonolith, _): isMonolith ? "monolith" : "service"
        case .skipped(let reason): reason
        }
    }

    var differences: [Difference] { if case .judged(let judged) = outcome { judged.differences } else { [] } }

    /// The two sides do not agree: they differ, or only the service is silent.
    var isMismatch: Bool {
        switch outcome {
        case .judged(let judged): judged.isMismatch
        case .silent(let isMonolith, _): !isMonolith
        case .skipped: false
        }
    }
}

extension ReplayResult: Encodable {
    private enum CodingKeys: String, CodingKey {
        case id, request, route, verdict, reason, detail, differences, sent
        case milliseconds = "ms"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(request, forKey: .request)
        try container.encode(route, forKey: .route)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(reason, forKey: .reason)
        try container.encode(detail, forKey: .detail)
        try container.encode(differences, forKey: .differences)
        try container.encodeIfPresent(sent, forKey: .sent)
        try container.encode((seconds * 1000).rounded(), forKey: .milliseconds)
    }
}
