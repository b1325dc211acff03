/// Whether a request changes something at the target.
package enum Effect: String, Sendable, Hashable, CaseIterable { case read, write }

/// Whether a route's writes carry an `Idempotency-Key` that makes sending them again safe.
package enum Idempotency: String, Sendable, Hashable { case none, required }

/// How the effects of a write's shadow copy are contained; without it writes are not shadowed.
package enum ShadowWrites: String, Sendable, Hashable {
    case none
    /// The service executes, rolls back and answers.
    case dryRun = "dry_run"
    /// The service has a store of its own for copies, which is thrown away.
    case isolated
}

/// How the two sides of a group share data.
package enum DataMode: String, Sendable, Hashable, CaseIterable {
    /// Two databases with a feed between them; a write has one owner.
    case fed
    /// One database; a write may go to either side.
    case shared
}

/// Time limits of an exchange.
package struct Timeouts: Hashable, Sendable {
    /// Opening a connection to an instance.
    package var connect: Duration = .milliseconds(250)
    /// From the last byte of the request to the first of the answer.
    package var firstByte: Duration = .seconds(3)
    /// One attempt, from choosing an instance to the head of its answer; nil: only what it consists of is limited.
    package var perTry: Duration?
    /// The whole exchange, with every retry.
    package var total: Duration = .seconds(10)
    /// Silence on a connection: between requests of a client, between bytes of a body.
    package var idle: Duration = .seconds(60)

    package init() {}
}

/// What the messages of a route may weigh, and how slow they may be.
package struct MessageLimits: Hashable, Sendable {
    /// Bytes of a request's content; nil for any number.
    package var body: Int? = 1 << 30
    /// Bytes a second that the body of a target's answer must bring on average; nil, the default, leaves streams of
    /// events alone, which are slow by nature.
    package var answerRate: Int?

    package init() {}
}

/// Who answers when the chosen target cannot, and in which cases.
package struct Fallback: Hashable, Sendable {
    /// nil: nobody (`fallback: none`).
    package var target: TargetIndex?
    package var when: Conditions = [.notSent, .breakerOpen]

    package init(target: TargetIndex?, when: Conditions = [.notSent, .breakerOpen]) {
        self.target = target
        self.when = when
    }

    /// The failures that a fallback covers.
    package struct Conditions: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Nothing was written: connecting failed, or no instance is healthy.
        package static let notSent = Conditions(rawValue: 1)
        /// Every instance's breaker is open.
        package static let breakerOpen = Conditions(rawValue: 2)
        /// Written, and no answer in time.
        package static let timeout = Conditions(rawValue: 4)
        /// Written, and the connection broke or the answer was not HTTP.
        package static let reset = Conditions(rawValue: 8)
        /// The target answered with a 5xx.
        package static let serverError = Conditions(rawValue: 16)
    }
}

/// The conditions on evidence for a forward flip.
package struct Gates: Hashable, Sendable {
    package var canary = Gate(mismatch: Share(partsPerMillion: 1_000))
    package var extracted = Gate(mismatch: Share(partsPerMillion: 200))

    package init() {}

    /// The gate of the state a flip reaches; `retired` asks what `extracted` asked.
    package func gate(reaching state: RouteState) -> Gate? {
        switch state {
        case .monolith, .shadow: nil
        case .canary: canary
        case .extracted, .retired: extracted
        }
    }
}

/// The condition on evidence of one state.
package struct Gate: Hashable, Sendable {
    /// The mismatch rate to be excluded.
    package var mismatch: Share
    /// How sure to be of it.
    package var confidence = Share(partsPerMillion: 950_000)
    /// The least share of sampled exchanges that were compared.
    package var comparedShare = Share(partsPerMillion: 800_000)
    /// The least number of compared exchanges, whatever the statistics say.
    package var minCompared = 0
    /// How much slower the service's p99 may be, such as 0.2; nil asks nothing.
    package var p99Increase: Double?
    /// The least numbers of different clients, sessions and clock hours that were compared.
    package var clients = 0
    package var sessions = 0
    package var hours = 0

    package init(mismatch: Share) { self.mismatch = mismatch }
}
