/// What of a trailer section goes on to a receiver that takes trailers.
enum TrailerSection {
    /// The lines of a valid section that may be sent as trailers, and the empty line that ends it.
    static func forwarded(_ lines: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        let bytes = lines.span
        var start = 0
        while let end = bytes.firstIndex(of: .lineFeed, from: start),
            let colon = bytes.firstIndex(of: .colon, from: start)
        {
            if Self.mayTrail(bytes.extracting(start..<colon)) { kept += lines[start...end] }
            start = end &+ 1
        }
        return kept + [.carriageReturn, .lineFeed]
    }

    /// Whether a field may come after the content. What describes framing, routing, authentication, content, who asks, or
    /// how to act on the message must be known before (RFC 9110 section 6.5.1); a receiver that merged one of these into
    /// the head would be deceived.
    private static func mayTrail(_ name: Span<UInt8>) -> Bool {
        if Self.forbidden.contains(FieldName(name)) { return false }
        return !Self.otherForbidden.contains { name.equalsIgnoringCase($0) }
    }

    private static let forbidden: FieldNameSet = [
        .host, .connection, .contentLength, .transferEncoding, .te, .trailer, .upgrade, .keepAlive, .proxyConnection,
        .expect, .proxyAuthorization, .proxyAuthenticate, .proxyAuthenticationInfo, .http2Settings, .maxForwards, .via,
        .forwarded, .xForwardedFor, .xForwardedProto, .xForwardedHost, .xForwardedOther, .xRequestID, .traceparent,
        .tracestate, .ifMatch, .ifNoneMatch, .ifModifiedSince, .ifUnmodifiedSince, .ifRange, .range, .authorization,
        .cookie, .contentType, .contentEncoding, .idempotencyKey, .origin, .date, .location, .retryAfter, .setCookie,
        .xClientID, .cacheControl, .ficusLeg, .ficusBuild, .ficusPosition, .ficusAnsweredBy, .ficusOther,
        .framingAlias,
    ]
    private static let otherForbidden: [StaticString] = [
        "age", "content-range", "content-location", "expires", "pragma", "vary", "warning", "www-authenticate",
        "authentication-info", "clear-site-data", "strict-transport-security",
    ]
}
