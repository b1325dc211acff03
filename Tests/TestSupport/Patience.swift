import Foundation

/// How many times longer than usual tests wait before they give up: `FICUS_TEST_PATIENCE`, for programs that a sanitizer
/// makes slower, and for machines that others use. Nothing that a test expects depends on it.
package enum Patience {
    package static let factor = max(
        1, ProcessInfo.processInfo.environment["FICUS_TEST_PATIENCE"].flatMap(Int.init) ?? 1)
}

/// Minutes after which a test has failed: `.timeLimit(.minutes(patient(1)))`.
package func patient(_ minutes: Int) -> Int { minutes * Patience.factor }

/// A deadline of something that a test waits for.
package func patient(_ deadline: Duration) -> Duration { deadline * Patience.factor }
