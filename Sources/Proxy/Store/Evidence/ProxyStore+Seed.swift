import Database

extension ProxyStore {
    /// The secret of this store's hashes of clients, made once: counts go on after a restart, and nobody can try out
    /// which client a hash is of.
    package func countingSeed() async throws -> String {
        try await database.write { db in
            if let seed: String = try db.value("SELECT seed FROM counting_seed") { return seed }
            var random = SystemRandomNumberGenerator()
            let seed = (0..<4).map { _ in String(random.next(), radix: 36) }.joined()
            try db.run("INSERT INTO counting_seed VALUES (1, ?)", seed)
            return seed
        }
    }
}
