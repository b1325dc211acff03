package import Store

/// Where flips are kept: the store, or in tests one that fails.
package protocol FlipLog: Sendable {
    /// Returns when the flip is on the disk.
    func append(_ flip: Flip) async throws -> StoredFlip
    /// All flips, oldest first; throws when the audit trail does not verify.
    func flips() async throws -> [StoredFlip]
}

extension ProxyStore: FlipLog {}
