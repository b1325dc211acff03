/// Finds secrets and personal data by how they look, whatever their name: e-mail addresses, numbers of payment cards,
/// credentials after `Bearer` or `Basic`, keys with the prefixes that their issuers give them.
struct SecretPattern {
    let text: [UInt8]

    /// The secret that begins with a word.
    func secret(at word: Range<Int>) -> Range<Int>? {
        credential(after: word) ?? issuedKey(word) ?? card(from: word.lowerBound) ?? email(from: word.lowerBound)
    }

    private static let schemes = ["bearer", "basic"].map { Array($0.utf8) }

    private func credential(after word: Range<Int>) -> Range<Int>? {
        guard Self.schemes.contains(text[word].map { $0 | 0x20 }), word.upperBound < text.count,
            text[word.upperBound] == 0x20
        else { return nil }
        let start = word.upperBound + 1
        let end = text[start...].firstIndex { !SecretScanner.isWord($0) && !"._~+/=".utf8.contains($0) } ?? text.count
        return end - start >= 8 ? start..<end : nil
    }

    private static let prefixes = [
        "sk_live_", "sk_test_", "rk_live_", "whsec_", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-",
        "AKIA", "ASIA", "AIza",
    ].map { Array($0.utf8) }

    private func issuedKey(_ word: Range<Int>) -> Range<Int>? {
        guard word.count >= 16, Self.prefixes.contains(where: { text[word].starts(with: $0) }) else { return nil }
        return word
    }

    /// 13 to 19 digits in groups, of a known issuer, whose check digit fits (ISO/IEC 7812-1).
    private func card(from start: Int) -> Range<Int>? {
        guard start == 0 || !SecretScanner.isWord(text[start - 1]) else { return nil }
        var digits: [UInt8] = []
        var end = start
        while end < text.count, digits.count < 20 {
            let byte = text[end]
            if byte &- UInt8(ascii: "0") < 10 {
                digits.append(byte - UInt8(ascii: "0"))
            } else {
                let isGap = byte == 0x20 || byte == UInt8(ascii: "-")
                guard isGap, !digits.isEmpty, end + 1 < text.count, text[end + 1] &- UInt8(ascii: "0") < 10 else {
                    break
                }
            }
            end += 1
        }
        guard (13...19).contains(digits.count), Self.isIssued(digits), Self.hasCheckDigit(digits) else { return nil }
        return start..<end
    }

    private static func isIssued(_ digits: [UInt8]) -> Bool {
        let four = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
        switch four {
        case 4000...4999, 5100...5599, 2221...2720, 3400...3499, 3700...3799, 6011, 6440...6599, 3528...3589,
            3000...3059,
            3600...3699, 3800...3999:
            return true
        default: return false
        }
    }

    private static func hasCheckDigit(_ digits: [UInt8]) -> Bool {
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            let value = Int(digit.element) * (digit.offset % 2 == 0 ? 1 : 2)
            return sum + value / 10 + value % 10
        }
        return sum % 10 == 0
    }

    /// Longest part before the at sign (RFC 5321 section 4.5.3.1).
    private static let localLimit = 64

    private func email(from start: Int) -> Range<Int>? {
        var at = start
        while at < text.count, at - start < Self.localLimit, Self.isLocal(text[at]) { at += 1 }
        guard at > start, at < text.count, text[at] == UInt8(ascii: "@") else { return nil }
        let end = text[(at + 1)...].firstIndex { !SecretScanner.isWord($0) && $0 != UInt8(ascii: ".") } ?? text.count
        let domain = text[(at + 1)..<end]
        guard let dot = domain.firstIndex(of: UInt8(ascii: ".")), dot > at + 1, dot < end - 1 else { return nil }
        return start..<end
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        SecretScanner.isWord(byte) || ".+%'".utf8.contains(byte)
    }
}
