import Crypto
import Foundation

/// The secrets that all sides share: the first one signs, each of them verifies.
package struct KeySet: Sendable {
    package struct Key: Sendable {
        package let id: String
        package let secret: String

        package init(id: String, secret: String) {
            self.id = id
            self.secret = secret
        }
    }

    package let signing: Key
    package let all: [Key]

    /// A secret has at least the length of what HMAC-SHA256 makes of it (RFC 7518, section 3.2).
    package static let shortestSecret = 32

    /// Nil without a key, or with one whose secret is too short.
    package init?(_ keys: [Key]) {
        guard let first = keys.first, keys.allSatisfy({ $0.secret.utf8.count >= Self.shortestSecret }) else {
            return nil
        }
        signing = first
        all = keys
    }

    private init(development key: Key) {
        signing = key
        all = [key]
    }

    /// What a program signs with when it is given no key: fit for development only.
    package static let development = KeySet(
        development: Key(id: "development", secret: "brokerx-development-secret-that-everybody-knows"))

    /// HMAC-SHA256 under the first key.
    package func code(of text: some Sequence<UInt8>) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(text), using: SymmetricKey(data: Data(signing.secret.utf8))))
    }
}
