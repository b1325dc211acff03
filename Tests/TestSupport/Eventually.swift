/// A condition did not come true in time.
package struct TimedOut: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// Waits until `condition` holds, looking again every few milliseconds, and throws `TimedOut` after `deadline`.
///
/// The one place where tests poll. An error thrown by the condition counts as "not yet"; the last one is reported.
package func eventually(
    _ what: String, within deadline: Duration = .seconds(10), every interval: Duration = .milliseconds(10),
    _ condition: () async throws -> Bool
) async throws {
    _ = try await value(what, within: deadline, every: interval) { try await condition() ? true : nil }
}

/// Like `eventually`, for a value that is not there yet: waits until `produce` gives one.
package func value<Value>(
    _ what: String, within deadline: Duration = .seconds(10), every interval: Duration = .milliseconds(10),
    _ produce: () async throws -> Value?
) async throws -> Value {
    let clock = ContinuousClock()
    let deadline = patient(deadline)
    let end = clock.now + deadline
    var last: (any Error)?
    repeat {
        do {
            if let value = try await produce() { return value }
            last = nil
        } catch {
            last = error
        }
        try await Task.sleep(for: interval)
    } while clock.now < end
    throw TimedOut("not within \(deadline): \(what)\(last.map { " (last error: \($0))" } ?? "")")
}
