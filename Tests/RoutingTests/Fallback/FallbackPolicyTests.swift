import Testing

@testable import Routing

/// The rows of DESIGN 4.2, every combination of facts against a second, plainer wording of the same table.
@Suite struct `A request is never executed twice by accident` {
    typealias Policy = FallbackPolicy

    @Test func `every combination follows the table`() {
        var combinations = 0
        for failure in Failure.allCases {
            for request in Self.requests {
                for attempts in Self.attempts {
                    let action = Policy.action(after: failure, request: request, attempts: attempts)
                    #expect(
                        action == expected(failure, request, attempts), "\(failure) \(request) \(attempts)")
                    combinations += 1
                }
            }
        }
        #expect(combinations == 12 * 256 * 16)
    }

    @Test func `a write without a key is sent once after it was written`() {
        for failure in Failure.allCases where !failure.isBeforeWrite {
            for request in Self.requests where request.effect == .write && !request.isKeyed {
                for attempts in Self.attempts {
                    let action = Policy.action(after: failure, request: request, attempts: attempts)
                    #expect(action != .retryOtherInstance && action != .fallBack)
                }
            }
        }
    }

    @Test func `a write of a fed group never falls back`() {
        for failure in Failure.allCases {
            for request in Self.requests where request.effect == .write && request.data == .fed {
                for attempts in Self.attempts {
                    #expect(Policy.action(after: failure, request: request, attempts: attempts) != .fallBack)
                }
            }
        }
    }

    @Test func `what was written by an earlier attempt is not forgotten by a later one`() {
        let request = Policy.Request(effect: .write, isKeyed: false, data: .shared, when: .all)
        let attempts = Policy.Attempts(hasOtherInstance: true, hasFallback: true, holdsBody: true, hasWritten: true)
        #expect(
            Policy.action(after: .connect, request: request, attempts: attempts)
                == .giveUp(status: 503, retryAfter: false))
    }

    @Test(arguments: [
        (Failure.connect, Policy.Action.giveUp(status: 503, retryAfter: true)),
        (.queueFull, .giveUp(status: 503, retryAfter: true)),
        (.queueTimeout, .giveUp(status: 503, retryAfter: true)),
        (.noInstance, .giveUp(status: 503, retryAfter: true)),
        (.breakerOpen, .giveUp(status: 503, retryAfter: true)),
        (.staleConnection, .giveUp(status: 503, retryAfter: true)),
        (.reset, .giveUp(status: 502, retryAfter: false)),
        (.invalidAnswer, .giveUp(status: 502, retryAfter: false)),
        (.firstByteTimeout, .giveUp(status: 504, retryAfter: false)),
        (.totalTimeout, .giveUp(status: 504, retryAfter: false)),
        (.serverError, .deliver),
        (.truncatedAnswer, .abort),
    ])
    func `when nothing is left to try the client hears why`(_ failure: Failure, _ action: Policy.Action) {
        let request = Policy.Request(effect: .read, isKeyed: false, data: .fed, when: .all)
        let attempts = Policy.Attempts(hasOtherInstance: false, hasFallback: false, holdsBody: true)
        #expect(Policy.action(after: failure, request: request, attempts: attempts) == action)
    }

    /// The table of DESIGN 4.2, row by row and column by column.
    private func expected(_ failure: Failure, _ request: Policy.Request, _ attempts: Policy.Attempts) -> Policy.Action {
        let word: Fallback.Conditions? =
            switch failure {
            case .connect, .queueFull, .queueTimeout, .noInstance, .staleConnection: .notSent
            case .breakerOpen: .breakerOpen
            case .firstByteTimeout: .timeout
            case .reset, .invalidAnswer: .reset
            case .serverError: .serverError
            case .totalTimeout, .truncatedAnswer: nil
            }
        let isNamed = word.map { request.when.contains($0) } ?? false
        let beforeWrite =
            [.connect, .queueFull, .queueTimeout, .noInstance, .breakerOpen, .staleConnection].contains(failure)
            && !attempts.hasWritten
        var columns: [Policy.Action] = []
        switch (request.effect, request.isKeyed) {
        case (.read, _):
            if beforeWrite || isNamed { columns.append(.retryOtherInstance) }
            if isNamed { columns.append(.fallBack) }
        case (.write, true):
            if beforeWrite || failure != .serverError || isNamed { columns.append(.retryOtherInstance) }
            if isNamed && request.data == .shared { columns.append(.fallBack) }
        case (.write, false) where beforeWrite:
            columns.append(.retryOtherInstance)
            if isNamed && request.data == .shared { columns.append(.fallBack) }
        case (.write, false): break
        }
        let isOver = failure == .totalTimeout || failure == .truncatedAnswer || !attempts.holdsBody
        if !isOver {
            for action in columns {
                if action == .retryOtherInstance && attempts.hasOtherInstance { return action }
                if action == .fallBack && attempts.hasFallback { return action }
            }
        }
        switch failure {
        case .connect, .queueFull, .queueTimeout, .noInstance, .breakerOpen, .staleConnection:
            return .giveUp(status: 503, retryAfter: !attempts.hasWritten)
        case .reset, .invalidAnswer: return .giveUp(status: 502, retryAfter: false)
        case .firstByteTimeout, .totalTimeout: return .giveUp(status: 504, retryAfter: false)
        case .serverError: return .deliver
        case .truncatedAnswer: return .abort
        }
    }

    private static let requests: [Policy.Request] = [Effect.read, .write].flatMap { effect in
        [true, false].flatMap { isKeyed in
            [DataMode.fed, .shared].flatMap { data in
                (0..<32).map {
                    Policy.Request(
                        effect: effect, isKeyed: isKeyed, data: data, when: Fallback.Conditions(rawValue: UInt8($0)))
                }
            }
        }
    }

    private static let attempts: [Policy.Attempts] = (0..<16).map {
        Policy.Attempts(
            hasOtherInstance: $0 & 1 != 0, hasFallback: $0 & 2 != 0, holdsBody: $0 & 4 != 0, hasWritten: $0 & 8 != 0)
    }
}

extension Fallback.Conditions {
    static let all = Fallback.Conditions(rawValue: 31)
}
