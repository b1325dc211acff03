/// What `Set-Cookie` says (RFC 6265), cookie by cookie and attribute by attribute.
enum CookieMeaning {
    /// The facets of one line, and the name of its cookie.
    static func facets(of line: String) -> (name: String, facets: [HeaderFacet]) {
        let parts = line.split(separator: ";", omittingEmptySubsequences: false).map { HeaderMeaning.trimmed($0) }
        let first = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = HeaderMeaning.trimmed(first[0])
        let value = first.count == 2 ? HeaderMeaning.unquoted(HeaderMeaning.trimmed(first[1])) : ""
        var facets = [
            HeaderFacet(key: name, value: .token(value), text: parts[0], isSecret: true)
        ]
        for part in parts.dropFirst() where !part.isEmpty {
            let (attribute, text) = HeaderMeaning.pair(part)
            facets.append(
                HeaderFacet(key: attribute, value: self.value(of: attribute, text), text: "\(name); \(part)"))
        }
        return (name, facets)
    }

    private static func value(of attribute: String, _ text: String) -> HeaderFacet.Value {
        switch attribute {
        case "expires":
            if let time = PointInTime(Array(text.utf8)) { return .time(time) }
        case "max-age":
            if let seconds = Int(text) { return .seconds(seconds, slack: 2) }
        case "domain":
            return .exact(String(text.lowercased().drop { $0 == "." }))
        case "samesite", "priority":
            return .exact(text.lowercased())
        default: break
        }
        return .exact(text)
    }
}

/// The value of a cookie. A short plain one is itself; a long one of letters and digits is a session's and differs by its
/// nature: then only the alphabet and the rough length are compared.
enum SessionToken {
    static func areAlike(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        switch (kind(of: left), kind(of: right)) {
        case (let one?, let other?):
            let lengths = [left.utf8.count, right.utf8.count].sorted()
            return one == other && lengths[0] * 3 >= lengths[1] * 2
        case (nil, nil): return false
        default:
            // One of both looks like a word by chance.
            let (one, other) = (Array(left.utf8), Array(right.utf8))
            return RunShape([one]).problem(of: other) == nil && RunShape([other]).problem(of: one) == nil
        }
    }

    /// Zeros again and again are no session's.
    private static let leastVaried = 4

    /// nil for what may be no token.
    private static func kind(of value: String) -> String? {
        let bytes = Array(value.utf8)
        let alphabet = Alphabet([bytes])
        let isMixed = alphabet.digits > 0 || alphabet.lower > 1 && alphabet.upper > 1
        guard bytes.count >= 16, isMixed || bytes.count >= 32, !alphabet.hasSpaces, Set(bytes).count >= leastVaried
        else { return nil }
        let letters = alphabet.lower == 0 && alphabet.upper > 0 ? "capital " : ""
        if Shape.isUUID(bytes) { return "\(letters)uuid" }
        if value.hasPrefix("eyJ"), bytes.count(where: { $0 == UInt8(ascii: ".") }) == 2 { return "token" }
        let isHexadecimal = bytes.allSatisfy { JSONEscapes.hexValue($0) != nil }
        return isHexadecimal ? "\(letters)hexadecimal \(bytes.count)" : "opaque"
    }
}
