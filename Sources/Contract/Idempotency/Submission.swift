import HTTPTypes
package import Hummingbird
import NIOCore

/// A request that writes, taken off the wire: everything that its transaction needs to know.
package struct Submission: Sendable {
    /// Nil on an endpoint without authentication.
    package let identity: Identity?
    package let body: [UInt8]
    /// Nil without the header, and on endpoints that do not look at it. A dry run finds what was stored, and stores nothing.
    package let idempotency: IdempotencyKey?
    /// `Ficus-Leg: shadow`: do it, answer from it, and roll it back.
    package let isDryRun: Bool
    package let requestID: String

    package init(
        identity: Identity?, body: [UInt8] = [], idempotency: IdempotencyKey? = nil, isDryRun: Bool = false,
        requestID: String = ""
    ) {
        self.identity = identity
        self.body = body
        self.idempotency = idempotency
        self.isDryRun = isDryRun
        self.requestID = requestID
    }

    /// Reads the body (413 over 64 KiB) and, where `keyed`, the `Idempotency-Key` (400).
    package init(
        _ request: Request, _ context: BrokerXContext, identity: Identity?, keyed: Bool = false, keys: KeySet
    ) async throws {
        var bytes = try await request.body.collectBody()
        self.init(
            identity: identity, body: bytes.readBytes(length: bytes.readableBytes) ?? [],
            idempotency: nil, isDryRun: context.isShadow, requestID: context.requestID)
        guard keyed, let key = try Self.key(request) else { return }
        let scope = identity.map { "client:\($0.clientID)" } ?? "public"
        let head = "\(request.method.rawValue)\n\(request.uri.path)\n"
        self = Submission(
            identity: identity, body: body,
            idempotency: IdempotencyKey(
                scope: scope, key: key, requestHash: hexadecimal(keys.code(of: Array(head.utf8) + body))),
            isDryRun: isDryRun, requestID: requestID)
    }

    /// The client's id, for endpoints with authentication.
    package func owner() throws -> Int {
        guard let identity else { throw Problem.unauthorized }
        return identity.clientID
    }

    /// The header's value; nil without the header.
    private static func key(_ request: Request) throws -> String? {
        let values = request.headers[values: .idempotencyKey]
        guard let key = values.first else { return nil }
        guard values.count == 1, (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw Problem.invalidIdempotencyKey }
        return key
    }
}

extension RequestBody {
    /// The whole body, or `payloadTooLarge`.
    fileprivate func collectBody() async throws -> ByteBuffer {
        do {
            return try await collect(upTo: 65_536)
        } catch is NIOTooManyBytesError {
            throw Problem.payloadTooLarge
        }
    }
}

func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
