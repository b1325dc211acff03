import Foundation
import JWTKit
import Synchronization

/// Who a request speaks for, by its token.
package struct Identity: Hashable, Sendable {
    package let clientID: Int
    /// `jti`, which logging out puts on the deny list.
    package let tokenID: String
    package let expires: Timestamp

    package init(clientID: Int, tokenID: String, expires: Timestamp) {
        self.clientID = clientID
        self.tokenID = tokenID
        self.expires = expires
    }
}

/// Signs and verifies the tokens of BrokerX: JWT, HS256, `sub` = the client's id.
///
/// A token that was verified is remembered, so that its signature is not computed again for each request.
package final class Tokens: Sendable {
    package static let lifetimeSeconds: Int64 = 86_400
    private static let issuer = "brokerx"
    private static let remembered = 10_000

    private let keys: JWTKeyCollection
    private let signingKey: JWKIdentifier
    private let verified = Mutex<[String: Identity]>([:])

    package init(_ set: KeySet) async {
        keys = JWTKeyCollection()
        signingKey = JWKIdentifier(string: set.signing.id)
        for key in set.all {
            await keys.add(
                hmac: HMACKey(stringLiteral: key.secret), digestAlgorithm: .sha256, kid: JWKIdentifier(string: key.id))
        }
    }

    /// A new token of a client, valid from now on.
    package func issue(for clientID: Int, at now: Timestamp = .now()) async throws -> String {
        let issued = Date(timeIntervalSince1970: Double(now.milliseconds / 1000))
        let claims = Claims(
            iss: IssuerClaim(value: Self.issuer), sub: SubjectClaim(value: String(clientID)),
            iat: IssuedAtClaim(value: issued),
            exp: ExpirationClaim(value: issued.addingTimeInterval(Double(Self.lifetimeSeconds))),
            jti: IDClaim(value: UUID().uuidString.lowercased()))
        return try await keys.sign(claims, kid: signingKey)
    }

    /// Whose token it is; nil when it is not ours, or has expired. The deny list is not asked (`Revocations`).
    package func identity(of token: String, at now: Timestamp = .now()) async -> Identity? {
        if let known = verified.withLock({ $0[token] }) {
            return known.expires > now ? known : nil
        }
        guard let claims = try? await keys.verify(token, as: Claims.self), claims.iss.value == Self.issuer,
            let clientID = decimal(claims.sub.value)
        else { return nil }
        let identity = Identity(
            clientID: clientID, tokenID: claims.jti.value,
            expires: Timestamp(milliseconds: Int64(claims.exp.value.timeIntervalSince1970) * 1000))
        guard identity.expires > now else { return nil }
        verified.withLock { verified in
            if verified.count >= Self.remembered { verified.removeAll(keepingCapacity: true) }
            verified[token] = identity
        }
        return identity
    }

    private struct Claims: JWTPayload {
        let iss: IssuerClaim
        let sub: SubjectClaim
        let iat: IssuedAtClaim
        let exp: ExpirationClaim
        let jti: IDClaim

        func verify(using key: some JWTAlgorithm) throws {
            try exp.verifyNotExpired()
        }
    }
}
