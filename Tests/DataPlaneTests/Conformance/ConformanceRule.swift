/// A rule whose test is a conversation of several steps, or a property, and so a test of its own.
struct ConformanceRule: Sendable {
    let rule: String
    let source: String
    /// The file of the test, without its folder and ending.
    let suite: String
    /// The test's name.
    let test: String

    init(_ rule: String, _ source: String, _ suite: String, _ test: String) {
        self.rule = rule
        self.source = source
        self.suite = suite
        self.test = test
    }

    static let all: [ConformanceRule] = [
        .init(
            "100 of the target goes to the client, once", "RFC 9110 §10.1.1", "ContinueTests",
            "The target's 100 goes to the client, once"),
        .init(
            "A final answer may come in place of 100", "RFC 9110 §10.1.1", "ContinueTests",
            "A final answer without 100 reaches the client, and the connection ends"),
        .init(
            "A target that never says 100 holds nobody up", "RFC 9110 §10.1.1", "ContinueTests",
            "The proxy speaks for a silent target, and at once the next time"),
        .init(
            "The proxy's 100 is not followed by another", "RFC 9110 §15.2", "ContinueTests",
            "A 100 that comes after the proxy's own is not doubled"),
        .init(
            "A client need not wait for 100", "RFC 9110 §10.1.1", "ContinueTests",
            "A client that does not wait is not held up"),
        .init(
            "A second attempt asks anew", "RFC 9110 §9.2.2", "ContinueTests", "Another target is asked for its own 100"),
        .init(
            "A client that shuts its side gets all its answers", "RFC 9112 §9.6", "HalfCloseTests",
            "All requests before the end are answered"),
        .init(
            "An incomplete head is no request", "RFC 9112 §8", "HalfCloseTests",
            "A head that breaks off is answered with 400"),
        .init(
            "An incomplete body is no request", "RFC 9112 §8", "HalfCloseTests",
            "A body that breaks off is answered with 400 and never whole"),
        .init(
            "An upload that was given up does not cut its answer", "RFC 9112 §9.6", "HalfCloseTests",
            "An early answer goes on when the client gives up its upload"),
        .init(
            "The end of a connection does not cut the last answer", "RFC 9112 §9.6", "HalfCloseTests",
            "A client that has shut its side and reads late gets all of a large answer"),
        .init(
            "An answer may come before its request has ended", "RFC 9112 §9.5", "EarlyAnswerTests",
            "An answer survives a target that ends in the middle of the upload"),
        .init(
            "No reset destroys a refusal", "RFC 9112 §9.6", "EarlyAnswerTests",
            "A refusal of a body survives what the client still sends"),
        .init(
            "An upload goes on beside its answer", "RFC 9112 §9.5", "EarlyAnswerTests",
            "An upload goes on beside its answer"),
        .init(
            "Via finds loops", "RFC 9110 §7.6.3", "RouteOfARequestTests",
            "A proxy that is its own target ends the loop with 508"),
        .init(
            "Via takes no other proxy for this one", "RFC 9110 §7.6.3", "RouteOfARequestTests",
            "Two proxies in a row are no loop, and both are in Via"),
        .init(
            "A preflight goes to the owner of the path", "Fetch, CORS protocol", "RouteOfARequestTests",
            "A preflight goes to the owner of the path"),
        .init(
            "OPTIONS * is answered where there is no target for it", "RFC 9110 §9.3.7", "RouteOfARequestTests",
            "OPTIONS for the server is answered where nothing else would"),
        .init(
            "No spelling reaches what its normal form would not", "RFC 3986 §6", "PathSpellingTests",
            "A spelling is refused, or goes where its normal form goes"),
        .init(
            "Peers are believed by their address", "RFC 7239 §8.1", "TrustTests", "A peer is believed by its address"),
        .init(
            "Requests are answered in the order asked", "RFC 9112 §9.3.2", "PassThroughTests",
            "Pipelined requests are answered in the order asked"),
        .init(
            "Bytes that nobody asked for end their connection", "RFC 9112 §9.2", "HostileTargetTests",
            "Bytes that nobody asked for end the connection and reach nobody"),
        .init(
            "A late answer reaches nobody", "RFC 9112 §9.2", "HostileTargetTests",
            "A late answer to a request that was given up reaches nobody"),
        .init(
            "A parse does not depend on how bytes are cut", "RFC 9112 §2.2", "HostileBytesTests",
            "never trap, never get past a rewriting, never depend on their pieces"),
        .init(
            "The PROXY protocol is taken from trusted peers alone", "proxy-protocol.txt §2", "ProxyProtocolTests",
            "What is missing, wrong, repeated or from a stranger is refused"),
        .init(
            "The client is who the PROXY protocol names", "proxy-protocol.txt §2", "ProxyProtocolTests",
            "The client is who the header names, for all requests of the connection"),
        .init(
            "Slow readers lose no answer when they shut their side", "RFC 9112 §9.6", "HalfCloseTests",
            "Requests that wait for a slow reader are answered after its end"),
    ]
}
