/// Words out of closed lists, names, addresses.
enum Word {
    /// `true` or `false`.
    static func boolean(_ text: String) throws(ScalarProblem) -> Bool {
        switch text {
        case "true": true
        case "false": false
        default: throw ScalarProblem(.invalidBoolean, "\"\(text)\" is not a boolean", hint: "write true or false")
        }
    }

    /// One of an enumeration's raw values.
    static func oneOf<T: RawRepresentable<String> & CaseIterable>(_ text: String) throws(ScalarProblem) -> T {
        if let value = T(rawValue: text) { return value }
        throw unknown(text, T.allCases.map(\.rawValue))
    }

    /// One of the words of a list.
    static func oneOf<T>(_ text: String, _ words: [(String, T)]) throws(ScalarProblem) -> T {
        if let value = words.first(where: { $0.0 == text })?.1 { return value }
        throw unknown(text, words.map(\.0))
    }

    private static func unknown(_ text: String, _ words: [String]) -> ScalarProblem {
        if let advice = NotBuiltYet.advice(for: text) {
            return ScalarProblem(.notBuiltYet, "\(text) is not built yet", hint: advice)
        }
        let hint = NearestName.of(text, among: words).map { "did you mean \($0)?" }
        return ScalarProblem(
            .unknownValue, "\"\(text)\" is not one of \(words.joined(separator: ", "))", hint: hint)
    }

    /// The id of a route or group: `orders.create`.
    static func identifier(_ text: String) throws(ScalarProblem) -> String {
        let isValid = text.utf8.allSatisfy {
            ASCII.isLetter($0) || ASCII.isDigit($0) || [ASCII.dot, ASCII.hyphen, ASCII.underscore].contains($0)
        }
        guard isValid, let first = text.utf8.first, ASCII.isLetter(first), text.utf8.count <= 100 else {
            throw ScalarProblem(
                .invalidID, "\"\(text)\" is not an id",
                hint: "begin with a letter and use letters, digits, dots, hyphens and underscores, at most 100")
        }
        guard !InlineTest.reservedWords.contains(text) else {
            throw ScalarProblem(
                .invalidID, "\"\(text)\" is a word of tests: and cannot be an id", hint: "choose another")
        }
        return text
    }

    /// The name of a header field, in lower case.
    static func fieldName(_ text: String) throws(ScalarProblem) -> String {
        guard isToken(text) else {
            throw ScalarProblem(.invalidFieldName, "\"\(text)\" is not the name of a header field", hint: nil)
        }
        return text.lowercased()
    }

    /// `jwt.sub`, `header.x-client-id`, `cookie.session`.
    static func canaryKey(_ text: String) throws(ScalarProblem) -> CanaryKey {
        if text == "jwt.sub" { return .tokenSubject }
        if text.hasPrefix("header.") { return .header(try fieldName(String(text.dropFirst(7)))) }
        if text.hasPrefix("cookie."), isToken(String(text.dropFirst(7))) { return .cookie(String(text.dropFirst(7))) }
        throw ScalarProblem(
            .invalidCanaryKey, "\"\(text)\" is not a canary key", hint: "write jwt.sub, header.NAME or cookie.NAME")
    }

    /// The name of a member, with or without a slash before it.
    static func memberName(_ text: String) throws(ScalarProblem) -> String {
        let name = text.hasPrefix("/") ? String(text.dropFirst()) : text
        guard !name.isEmpty, !name.contains("/") else {
            throw ScalarProblem(
                .invalidPointer, "\"\(text)\" is not the name of a member", hint: "write id, without a path")
        }
        return name
    }

    /// A JSON pointer (RFC 6901); `*` is any one segment.
    static func pointer(_ text: String) throws(ScalarProblem) -> String {
        var isEscape = false
        for byte in text.utf8 {
            if isEscape, byte != UInt8(ascii: "0"), byte != UInt8(ascii: "1") { throw invalidPointer(text) }
            isEscape = byte == UInt8(ascii: "~")
        }
        guard text.hasPrefix("/"), !isEscape else { throw invalidPointer(text) }
        return text
    }

    /// A pointer, or nothing for the whole body.
    static func place(_ text: String) throws(ScalarProblem) -> String {
        text.isEmpty ? text : try pointer(text)
    }

    private static func invalidPointer(_ text: String) -> ScalarProblem {
        ScalarProblem(
            .invalidPointer, "\"\(text)\" is not a JSON pointer",
            hint: "begin with a slash: /meta/request_id, /items/*/id for every element; ~ is written ~0")
    }

    /// RFC 9110 section 5.6.2.
    static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                ASCII.isLetter($0) || ASCII.isDigit($0) || "!#$%&'*+-.^_`|~".utf8.contains($0)
            }
    }
}
