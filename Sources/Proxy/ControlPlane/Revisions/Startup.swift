package import Foundation
package import Routing
package import Store

/// What a process starts with: the folder's revision, or the last good one when the folder is broken.
package struct Startup: Sendable {
    package let definition: Definition
    package let revision: RevisionInForce
    package let flips: [StoredFlip]
    /// Warnings of the folder, or the errors that made it unusable.
    package let diagnostics: [Diagnostic]

    /// The folder is broken and the store has no earlier revision.
    package struct Impossible: Error {
        package let diagnostics: [Diagnostic]
    }

    package init(folder: RouteTableFolder, store: ProxyStore, who: String, now: Date = Date()) async throws {
        flips = try await store.flips()
        let (files, loading) = folder.read()
        diagnostics = loading.diagnostics
        if let definition = loading.definition {
            let saved = try await store.saveRevision(files: files, who: who, time: now)
            self.definition = definition
            revision = RevisionInForce(
                number: saved.number, hash: saved.hash, loaded: now, source: .folder(folder.path))
            return
        }
        guard let last = try await store.lastRevision(),
            let definition = Definition.load(last.files, environment: folder.environment).definition
        else { throw Impossible(diagnostics: loading.diagnostics) }
        self.definition = definition
        let count = loading.errors.count
        revision = RevisionInForce(
            number: last.number, hash: last.hash, loaded: now,
            source: .store(problem: "\(folder.path) has \(count) \(count == 1 ? "error" : "errors")"))
    }
}
