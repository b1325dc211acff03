import Routing

/// What of a route an epoch depends on, as hashes that are the same in every process.
struct RouteFingerprint: Hashable, Sendable {
    let definition: UInt64
    let rules: UInt64

    init(_ route: Route) {
        definition = Self.hash([route.canonicalText])
        rules = Self.hash(route.parity.canonicalLines + ["\(route.parity.maxBody)"])
    }

    /// FNV-1a over the texts, each with its end marked.
    private static func hash(_ texts: [String]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for text in texts {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        return hash
    }
}

/// The fingerprints of routes by id, so that an exchange of a known definition costs a comparison and no hashing.
struct FingerprintCache {
    private var known: [String: (text: String, fingerprint: RouteFingerprint)] = [:]

    /// The canonical text says all that a fingerprint is made of.
    mutating func fingerprint(of route: Route) -> RouteFingerprint {
        if let entry = known[route.id], entry.text == route.canonicalText { return entry.fingerprint }
        let fingerprint = RouteFingerprint(route)
        known[route.id] = (route.canonicalText, fingerprint)
        return fingerprint
    }
}
