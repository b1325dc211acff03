import TestSupport

/// The six digits that BrokerX would mail, computed by openssl as the contract tells a person to do it by hand.
enum VerificationCode {
    static func make(_ text: String, secret: String) async throws -> String {
        let line = #"printf '%s' "$1" | openssl dgst -sha256 -hmac "$2""#
        let digest = try await Command.run("sh", ["-c", line, "sh", text, secret])
        let hex = digest.output.split(separator: " ").last.map { $0.prefix(8) } ?? ""
        guard let number = UInt32(hex, radix: 16) else { throw TimedOut("no digest: \(digest.output)\(digest.errors)") }
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
}
