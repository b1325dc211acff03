/// Who sent a request, as a number that says nothing of who that is.
package enum RequestKey {
    /// The hash of the first of `keys` that the request has; nil when it has none.
    ///
    /// - Parameter seed: a secret, so that nobody can try out which key gives a number.
    package static func hash(of request: some RoutedRequest, keys: [CanaryKey], seed: String) -> UInt64? {
        CanaryBucket.firstKey(of: request, keys: keys, seed: KeyHash(seed: seed))?.hash.value
    }

    /// The hash of any text.
    package static func hash(of text: String, seed: String) -> UInt64 {
        KeyHash(seed: seed).combining(text.utf8.span).value
    }
}
