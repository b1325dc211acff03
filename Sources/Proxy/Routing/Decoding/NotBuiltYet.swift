/// Keys and values of the format that this version does not have yet: refused by name, never silently accepted.
enum NotBuiltYet {
    /// What to do without it, or nil when the word is unknown altogether.
    static func advice(for word: String) -> String? { words[word] }

    /// Whether the key has a richer form as a map, which is not built.
    static func hasMapForm(_ key: String) -> Bool { ["candidate", "sample"].contains(key) }

    private static let words: [String: String] = [
        // Parity rules.
        "normalize": "write normalise",
        // Gates.
        "coverage": "use compared_share",
        // Flips.
        "watch": "remove it; an extracted route is not shadowed", "fence": "remove it; a flip waits for the feed",
        "autopilot": "flip by hand with ficus flip", "backfill": "remove it; a feed fills an empty service",
        // Targets.
        "random": "use least_requests", "retry": "write it under the target", "retries": "write retry under the target",
        // The gateway's services.
        "tls": "terminate TLS in front of Ficus", "https": "use http and terminate TLS elsewhere",
        "http2": "remove it; HTTP/1.1 is spoken", "websocket": "remove it", "upgrade": "remove it",
        "cors": "let the target answer preflights", "rate_limit": "limit in front of Ficus",
        "cache": "remove it", "api_keys": "let the target check keys", "consumers": "let the target check keys",
        "auth": "let the target authenticate", "compress": "let the target compress", "docs": "remove it",
        "alerts": "alert on the metrics",
    ]
}
