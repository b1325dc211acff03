import TestSupport

/// One running system for the tests that neither flip routes nor stop programs; started by whoever comes first.
enum SharedStack {
    private static let starting = Task { try await BrokerStack.start() }

    static func ready() async throws -> BrokerStack {
        try await starting.value
    }
}
