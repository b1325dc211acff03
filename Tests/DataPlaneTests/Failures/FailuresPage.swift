import Foundation
import TestSupport
import Testing

/// `docs/failures.md`, made of the rows that are tested. `FICUS_RECORD=1` writes it anew.
@Suite struct FailuresPage {
    @Test func `The page about failures says what is tested`() throws {
        let url = Repository.url.appending(path: "docs/failures.md")
        if ProcessInfo.processInfo.environment["FICUS_RECORD"] != nil { try Data(Self.text.utf8).write(to: url) }
        #expect(try Repository.text("docs/failures.md") == Self.text)
    }

    private static let text = """
        # Failures

        What becomes of a request when its target fails, stage by stage. This page is made of the rows that
        `Tests/DataPlaneTests/Failures` runs through a data plane; `FICUS_RECORD=1` with that test writes it anew.

        \(FailureRow.header)
        \(FailureRow.all.map(\.line).joined(separator: "\n"))

        - **client gets** when nobody else may answer, or could. The answer is problem+json with route, target and reason;
          a 5xx of the target is passed on as it is. 503 has `Retry-After` unless an earlier attempt was written.
        - **reason** is the `reason` of the problem and of `Ficus-Answered-By`; after a fallback it is there as
          `fallback:REASON`.
        - **covered by** is the word of the route's `fallback.when`; `if covered` means that the route names it.
        - **other instance** is another one of the same target, within `retry` (attempts and budget). A *keyed write* has an
          `Idempotency-Key` on a route with `idempotency: required`, and its whole body is still held.
        - **fallback** is for reads, and in groups with `data: shared` for keyed writes in the same cases; another write
          falls back there while nothing was written. A write of a `data: fed` group never falls back.
        - **breaker** and **outlier** say what counts there; running out of file descriptors never does, nor does a client
          that leaves. A name that cannot be looked up keeps its last addresses; without any, connecting fails.
        - An exchange that failed, or that fell back, is never compared: its shadow is `skipped(primary_failed)`.

        """
}
