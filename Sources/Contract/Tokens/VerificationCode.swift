/// The six digits that prove an email address or a second factor.
///
/// Derived from the client's id and the key set, so both sides agree on them without exchanging a row.
package enum VerificationCode: String, Sendable {
    case email
    case mfa

    package func code(for clientID: Int, _ keys: KeySet) -> String {
        let digest = keys.code(of: "\(rawValue):\(clientID)".utf8)
        let number = digest.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } % 1_000_000
        let digits = String(number)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
}
