/// Ends work that takes longer than it may. What an HTTP client calls its timeout ends with the head of an answer: a body
/// may come byte by byte for ever after it.
package enum TimeLimit {
    package struct Exceeded: Error, CustomStringConvertible {
        package var description: String { "no answer in time" }
    }

    /// - Throws: ``Exceeded``, or what the work throws.
    package static func holding<Result: Sendable>(
        _ limit: Duration, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw Exceeded()
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw CancellationError() }
            return first
        }
    }
}
