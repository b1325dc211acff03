/// Decides which values may be shown, and shows the others as a mark. What the module gives out has passed here.
package struct Redaction: Sendable {
    /// What stands in the place of a value.
    package static let mark = "[redacted]"

    /// Longest text shown of one value, in bytes.
    static let excerptLimit = 200

    /// Further names, in lower case and without separators.
    private let names: [[UInt8]]

    /// - Parameter names: names whose values are secret beside those that usually are, in any spelling.
    package init(names: [String] = []) {
        self.names = names.map { Self.letters(of: $0.utf8) }
    }

    /// Whether values under a name (a key, a field, a form field) are secret: `password_confirmation`, `X-Api-Key`,
    /// `refreshToken`.
    package func isSensitive(name: String) -> Bool {
        isSensitive(name: name.utf8)
    }

    func isSensitive(name: some Sequence<UInt8>) -> Bool {
        let letters = Self.letters(of: name)
        return Self.wholeNames.contains(letters) || names.contains(letters)
            || Self.nameParts.contains { Self.contains(letters, $0) }
    }

    private static func letters(of name: some Sequence<UInt8>) -> [UInt8] {
        var letters: [UInt8] = []
        for byte in name {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters.append(byte | 0x20)
            case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: " "): continue
            default: letters.append(byte)
            }
        }
        return letters
    }

    private static let wholeNames = ["otp", "pin", "cvv", "cvc", "jwt", "sid", "ssn", "pwd", "auth"].map {
        Array($0.utf8)
    }

    private static let nameParts = [
        "password", "passwd", "passphrase", "token", "secret", "authorization", "cookie", "digest", "apikey",
        "privatekey", "credential", "sessionid", "mfacode", "onetimecode",
    ].map { Array($0.utf8) }

    private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard bytes.count >= part.count else { return false }
        return (0...(bytes.count - part.count)).contains { bytes[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
