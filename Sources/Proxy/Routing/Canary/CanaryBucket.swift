/// The bucket of a request's key: a number in 0..<1,000,000 that depends on the unit and the key alone.
///
/// Raising the share only adds keys, and all routes of a unit agree about one key.
enum CanaryBucket {
    /// Whether the first declared key that the request has falls into the share; without a key it does not.
    static func contains(_ request: some RoutedRequest, unit: FlipUnit, share: Share) -> Bool {
        firstKey(of: request, unit: unit).map { share.contains(random: $0.hash.value) } ?? false
    }

    /// The first declared key that the request has, with its hash.
    static func firstKey(of request: some RoutedRequest, unit: FlipUnit) -> (key: CanaryKey, hash: KeyHash)? {
        firstKey(of: request, keys: unit.canaryKeys, seed: KeyHash(seed: unit.id))
    }

    static func firstKey(
        of request: some RoutedRequest, keys: [CanaryKey], seed: KeyHash
    ) -> (key: CanaryKey, hash: KeyHash)? {
        for key in keys {
            if let hash = key.hash(in: request, seed: seed) { return (key, hash) }
        }
        return nil
    }
}

extension CanaryKey {
    /// The hash of what the request says here, or nil when it says nothing.
    func hash(in request: some RoutedRequest, seed: KeyHash) -> KeyHash? {
        switch self {
        case .tokenSubject:
            request.withField(named: "authorization") { field in
                guard let field else { return nil }
                return TokenSubject.hash(authorization: field, seed)
            }
        case .header(let name):
            request.withField(named: name) { field in
                guard let field, field.count > 0 else { return nil }
                return seed.combining(field)
            }
        case .cookie(let name):
            request.withField(named: "cookie") { field in
                guard let field else { return nil }
                return CookieScan.hash(of: name, in: field, seed)
            }
        }
    }
}
