/// The field names that a proxy or its table looks at, and `other` for all the rest.
package enum FieldName: UInt8, Sendable, Hashable, CaseIterable {
    case other
    // Framing and connection (RFC 9112, RFC 9110 section 7.6.1)
    case host, connection, contentLength, transferEncoding, te, trailer, upgrade, keepAlive, proxyConnection, expect
    case proxyAuthorization, proxyAuthenticate, proxyAuthenticationInfo, http2Settings, maxForwards
    // Who asks, and through whom
    case via, forwarded, xForwardedFor, xForwardedProto, xForwardedHost, xRequestID, traceparent, tracestate
    /// Any `X-Forwarded-*` without a case of its own.
    case xForwardedOther
    // Conditions and ranges (RFC 9110 sections 13 and 14)
    case ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince, ifRange, range
    // What routing, shadowing and parity read
    case authorization, cookie, contentType, contentEncoding, accept, acceptEncoding, idempotencyKey, origin
    case accessControlRequestMethod
    case date, location, retryAfter, setCookie, userAgent, xClientID, server, cacheControl, etag
    // Ours
    case ficusLeg, ficusBuild, ficusPosition, ficusAnsweredBy
    /// Any `Ficus-*` without a case of its own.
    case ficusOther
    /// Content-Length or Transfer-Encoding with underscores, which frames nothing here.
    case framingAlias

    /// The name in lower case; empty for the cases that stand for many names.
    package var text: StaticString {
        switch self {
        case .other, .xForwardedOther, .ficusOther, .framingAlias: ""
        case .host: "host"
        case .connection: "connection"
        case .contentLength: "content-length"
        case .transferEncoding: "transfer-encoding"
        case .te: "te"
        case .trailer: "trailer"
        case .upgrade: "upgrade"
        case .keepAlive: "keep-alive"
        case .proxyConnection: "proxy-connection"
        case .expect: "expect"
        case .proxyAuthorization: "proxy-authorization"
        case .proxyAuthenticate: "proxy-authenticate"
        case .proxyAuthenticationInfo: "proxy-authentication-info"
        case .http2Settings: "http2-settings"
        case .maxForwards: "max-forwards"
        case .via: "via"
        case .forwarded: "forwarded"
        case .xForwardedFor: "x-forwarded-for"
        case .xForwardedProto: "x-forwarded-proto"
        case .xForwardedHost: "x-forwarded-host"
        case .xRequestID: "x-request-id"
        case .traceparent: "traceparent"
        case .tracestate: "tracestate"
        case .ifMatch: "if-match"
        case .ifNoneMatch: "if-none-match"
        case .ifModifiedSince: "if-modified-since"
        case .ifUnmodifiedSince: "if-unmodified-since"
        case .ifRange: "if-range"
        case .range: "range"
        case .authorization: "authorization"
        case .cookie: "cookie"
        case .contentType: "content-type"
        case .contentEncoding: "content-encoding"
        case .accept: "accept"
        case .acceptEncoding: "accept-encoding"
        case .idempotencyKey: "idempotency-key"
        case .origin: "origin"
        case .accessControlRequestMethod: "access-control-request-method"
        case .date: "date"
        case .location: "location"
        case .retryAfter: "retry-after"
        case .setCookie: "set-cookie"
        case .userAgent: "user-agent"
        case .xClientID: "x-client-id"
        case .server: "server"
        case .cacheControl: "cache-control"
        case .etag: "etag"
        case .ficusLeg: "ficus-leg"
        case .ficusBuild: "ficus-build"
        case .ficusPosition: "ficus-position"
        case .ficusAnsweredBy: "ficus-answered-by"
        }
    }

    /// Which name these bytes are, in any case. Callers have checked that they are a token.
    package init(_ name: Span<UInt8>) {
        if let known = KnownNames.table.name(name) {
            self = known
        } else if name.startsIgnoringCase(with: "ficus-") {
            self = .ficusOther
        } else if name.startsIgnoringCase(with: "x-forwarded-") {
            self = .xForwardedOther
        } else {
            self = .other
            for index in name.indices where name[index] == UInt8(ascii: "_") {
                self = Self.alias(name)
                return
            }
        }
    }

    /// What a name with underscores passes for at servers that hand fields on as variables, where underscore and hyphen
    /// are one (RFC 3875 section 4.1.18): nobody may say in this spelling what he may not say in the other.
    private static func alias(_ name: Span<UInt8>) -> FieldName {
        var hyphenated: [UInt8] = []
        for index in name.indices {
            hyphenated.append(name[index] == UInt8(ascii: "_") ? UInt8(ascii: "-") : name[index])
        }
        return switch FieldName(hyphenated.span) {
        case .ficusLeg, .ficusBuild, .ficusPosition, .ficusAnsweredBy, .ficusOther: .ficusOther
        case .xForwardedFor, .xForwardedProto, .xForwardedHost, .xRequestID, .xForwardedOther: .xForwardedOther
        case .contentLength, .transferEncoding: .framingAlias
        default: .other
        }
    }
}

/// A set of field names as one word.
package struct FieldNameSet: Sendable, Hashable, ExpressibleByArrayLiteral {
    private var bits: UInt64 = 0

    package init() {}

    package init(arrayLiteral names: FieldName...) {
        for name in names { self.insert(name) }
    }

    @inline(__always)
    package func contains(_ name: FieldName) -> Bool { self.bits & (1 &<< UInt64(name.rawValue)) != 0 }

    package func isDisjoint(with other: FieldNameSet) -> Bool { self.bits & other.bits == 0 }

    @inline(__always)
    package mutating func insert(_ name: FieldName) { self.bits |= 1 &<< UInt64(name.rawValue) }
}
