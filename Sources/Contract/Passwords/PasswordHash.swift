import Crypto
import CryptoExtras
import Foundation
import NIOPosix

/// Hashes passwords with scrypt (RFC 7914), on threads of their own: never on an event loop.
///
/// A hash names its own cost, so both sides verify what the other one has hashed: `$scrypt$ln=14,r=8,p=1$<salt>$<key>`.
package struct PasswordHasher: Sendable {
    /// log2 of scrypt's N: each step doubles time and memory (14: 16 MiB).
    package let cost: Int
    package static let costs = 4...20
    private static let blockSize = 8

    /// `cost` outside of `costs` is brought to its nearest end.
    package init(cost: Int) {
        self.cost = min(max(cost, Self.costs.lowerBound), Self.costs.upperBound)
    }

    package func hash(_ password: String) async throws -> String {
        try await NIOThreadPool.singleton.runIfActive {
            let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
            let key = try Self.derive(password, salt, cost)
            return
                "$scrypt$ln=\(cost),r=\(Self.blockSize),p=1$\(Data(salt).base64EncodedString())$\(key.base64EncodedString())"
        }
    }

    /// True when `hash` is of `password`. Without a hash as much is computed as with one, and the answer is no: how
    /// long it takes does not tell whether there was one.
    package func verify(_ password: String, against hash: String?) async throws -> Bool {
        try await NIOThreadPool.singleton.runIfActive {
            let parts = (hash ?? "").split(separator: "$")
            guard parts.count == 4, parts[0] == "scrypt",
                let cost = Int(parts[1].dropFirst("ln=".count).prefix { $0 != "," }), Self.costs.contains(cost),
                let salt = Data(base64Encoded: String(parts[2])), let key = Data(base64Encoded: String(parts[3]))
            else {
                _ = try Self.derive(password, [UInt8](repeating: 0, count: 16), cost)
                return false
            }
            let derived = try Self.derive(password, Array(salt), cost)
            return zip(derived, key).reduce(derived.count == key.count ? 0 : 1) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }

    private static func derive(_ password: String, _ salt: [UInt8], _ cost: Int) throws -> Data {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: 1 << cost, blockSize: blockSize,
            parallelism: 1)
        return key.withUnsafeBytes { Data($0) }
    }
}
