package import Foundation
package import Routing
package import Store

/// Where accepted revisions are kept: the store, or in tests one that fails.
package protocol RevisionLog: Sendable {
    func saveRevision(files: [SourceFile], who: String, time: Date) async throws -> Revision
}

extension ProxyStore: RevisionLog {}
