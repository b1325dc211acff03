package import Contract
package import Database
package import Feed
package import Hummingbird

/// What the routes of a service have in common: who asks, and the transaction that answers.
package struct Endpoints: Sendable {
    /// Where the service's stored answers belong: its name.
    package let domain: String
    package let journal: Journal
    package let tokens: Tokens
    package let keys: KeySet

    package init(domain: String, journal: Journal, keys: KeySet) async {
        self.domain = domain
        self.journal = journal
        self.keys = keys
        tokens = await Tokens(keys)
    }

    /// Answers a client from one snapshot of the database.
    package func read(
        _ request: Request, _ body: @Sendable (Identity, SQLConnection) throws -> Answer
    ) async throws -> Answer {
        let identity = try await tokens.identity(of: request)
        return try await journal.read(identity) { try body(identity, $0) }
    }

    /// Answers a request that writes, in one transaction.
    package func write(
        _ request: Request, _ context: BrokerXContext, isPublic: Bool = false, keyed: Bool = false,
        _ body: @Sendable (Submission, Change) throws -> Answer
    ) async throws -> Answer {
        let submission = try await submission(request, context, isPublic: isPublic, keyed: keyed)
        return try await journal.perform(submission, domain: domain) { try body(submission, $0) }
    }

    /// A request that writes; `keyed` where an `Idempotency-Key` is looked at.
    package func submission(
        _ request: Request, _ context: BrokerXContext, isPublic: Bool = false, keyed: Bool = false
    ) async throws -> Submission {
        let identity = isPublic ? nil : try await tokens.identity(of: request)
        return try await Submission(request, context, identity: identity, keyed: keyed, keys: keys)
    }
}

extension BrokerXContext {
    /// The id in the path; nil is the id of nothing, which is told after what comes before it in the order of checks.
    package var pathID: Int? { try? id() }
}
