package import Store

/// An error of the admin API: RFC 9457 with a fix, and the numbers where a gate said no.
package struct AdminProblem: Codable, Sendable, Equatable, Error {
    /// What kind of refusal it is; the CLI chooses its exit code by it.
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case gateRefused = "gate-refused"
        case feedNotLevel = "feed-not-level"
        case memberOfGroup = "member-of-group"
        case unknownUnit = "unknown-unit"
        case notFlippable = "not-flippable"
        case reasonMissing = "reason-missing"
        case nothingToRollBack = "nothing-to-roll-back"
        case conflict
        case badRouteTable = "bad-route-table"
        case badRequest = "bad-request"
        case forbidden
        case notFound = "not-found"
        case storeUnavailable = "store-unavailable"
        case unexpected

        package var status: Int {
            switch self {
            case .gateRefused, .feedNotLevel, .memberOfGroup, .notFlippable, .nothingToRollBack, .conflict: 409
            case .unknownUnit, .notFound: 404
            case .reasonMissing, .badRouteTable: 422
            case .badRequest: 400
            case .forbidden: 403
            case .storeUnavailable: 503
            case .unexpected: 500
            }
        }

        package var title: String {
            switch self {
            case .gateRefused: "The gate is closed"
            case .feedNotLevel: "The feed is not level"
            case .memberOfGroup: "The route flips with its group"
            case .unknownUnit: "No such route or group"
            case .notFlippable: "This route cannot flip"
            case .reasonMissing: "A reason is missing"
            case .nothingToRollBack: "There is nothing to roll back to"
            case .conflict: "Something else is under way"
            case .badRouteTable: "The route table has errors"
            case .badRequest: "The request is not understood"
            case .forbidden: "The request comes from elsewhere"
            case .notFound: "Not found"
            case .storeUnavailable: "The store cannot be written"
            case .unexpected: "Something went wrong"
            }
        }
    }

    /// `urn:ficus:problem:<kind>`.
    package var type: String
    package var title: String
    package var status: Int
    /// What happened, in one sentence.
    package var detail: String
    /// What to do about it; a command where there is one.
    package var fix: String?
    /// The unit that it is about.
    package var unit: String?
    /// The numbers of each route's gate.
    package var gates: [GateOutcome]?
    package var diagnostics: [AdminDiagnostic]?

    package init(
        _ kind: Kind, _ detail: String, fix: String? = nil, unit: String? = nil, gates: [GateOutcome]? = nil,
        diagnostics: [AdminDiagnostic]? = nil
    ) {
        type = Self.prefix + kind.rawValue
        title = kind.title
        status = kind.status
        self.detail = detail
        self.fix = fix
        self.unit = unit
        self.gates = gates
        self.diagnostics = diagnostics
    }

    package var kind: Kind? {
        type.hasPrefix(Self.prefix) ? Kind(rawValue: String(type.dropFirst(Self.prefix.count))) : nil
    }

    private static let prefix = "urn:ficus:problem:"
}
