/// Reads fields into what they say, so that the order of a set, the case of a token and the text of an opaque tag make no
/// difference (RFC 9110, 9111, 6265, 8288, 9745).
enum HeaderMeaning {
    /// - Parameter lines: the values of the field's lines, in the order received.
    static func facets(of name: String, _ lines: [String], bases: [String]) -> [HeaderFacet] {
        switch name {
        case "content-type": lines.flatMap { mediaType($0) }
        case "location", "content-location", "refresh": lines.map { location($0, bases) }
        case "cache-control", "pragma", "surrogate-control", "prefer", "preference-applied",
            "strict-transport-security",
            "keep-alive", "alt-svc":
            items(lines, separators: ",;").map { directive($0) }
        case "vary", "access-control-allow-headers", "access-control-expose-headers", "accept-ranges",
            "content-language", "content-encoding", "connection", "trailer":
            items(lines, separators: ",").map { member($0.lowercased(), $0) }
        case "allow", "access-control-allow-methods", "accept-patch", "accept-post":
            items(lines, separators: ",").map { member($0, $0) }
        case "etag": lines.map { entityTag($0) }
        case "retry-after": lines.map { seconds($0, slack: 2) }
        case "age": lines.map { seconds($0, slack: 10) }
        case "date", "expires", "last-modified", "sunset", "deprecation", "if-modified-since":
            lines.map { date($0) }
        case "www-authenticate", "proxy-authenticate": lines.flatMap { challenges($0) }
        case "link": items(lines, separators: ",").map { link($0, bases) }
        case "content-disposition", "content-security-policy":
            items(lines, separators: ";").map { member($0, $0) }
        default:
            [HeaderFacet(key: "", value: .exact(lines.joined(separator: ", ")), text: lines.joined(separator: ", "))]
        }
    }

    private static func member(_ key: String, _ text: String) -> HeaderFacet {
        HeaderFacet(key: key, value: .exact(""), text: text)
    }

    /// The items of a list field (RFC 9110 section 5.6.1), quoted strings left whole.
    static func items(_ lines: [String], separators: String) -> [String] {
        var items: [String] = []
        for line in lines {
            var item = ""
            var isQuoted = false
            var isReference = false
            for character in line {
                if character == "\"" { isQuoted.toggle() }
                if !isQuoted, character == "<" { isReference = true }
                if character == ">" { isReference = false }
                if !isQuoted, !isReference, separators.contains(character) {
                    items.append(item)
                    item = ""
                } else {
                    item.append(character)
                }
            }
            items.append(item)
        }
        return items.map(trimmed).filter { !$0.isEmpty }
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }

    static func unquoted(_ text: String) -> String {
        text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"") ? String(text.dropFirst().dropLast()) : text
    }

    /// `name=value` with the name in lower case.
    static func pair(_ item: String) -> (name: String, value: String) {
        let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (trimmed(parts[0]).lowercased(), parts.count == 2 ? unquoted(trimmed(parts[1])) : "")
    }

    private static func directive(_ item: String) -> HeaderFacet {
        let (name, value) = pair(item)
        return HeaderFacet(key: name, value: .exact(value), text: item)
    }

    /// The charset and the boundary of a multipart body say how it is written, not what it says.
    private static func mediaType(_ value: String) -> [HeaderFacet] {
        let parts = items([value], separators: ";")
        guard let type = parts.first else { return [] }
        let parameters = parts.dropFirst().map { directive($0) }.filter { $0.key != "charset" && $0.key != "boundary" }
        return [HeaderFacet(key: "", value: .exact(type.lowercased()), text: type)] + parameters
    }

    private static func location(_ value: String, _ bases: [String]) -> HeaderFacet {
        let path = String(decoding: BaseURL.stripped(Array(value.utf8), bases), as: UTF8.self)
        return HeaderFacet(key: "", value: .exact(path), text: value)
    }

    /// A tag's text is opaque (RFC 9110 section 8.8.3); its kind is not.
    private static func entityTag(_ value: String) -> HeaderFacet {
        let kind =
            value.hasPrefix("W/\"") ? "weak" : value.hasPrefix("\"") && value.hasSuffix("\"") ? "strong" : "malformed"
        return HeaderFacet(key: "", value: .exact(value == "\"\"" || value == "W/\"\"" ? "empty" : kind), text: value)
    }

    private static func seconds(_ value: String, slack: Int) -> HeaderFacet {
        if let number = Int(value), number >= 0 {
            return HeaderFacet(key: "", value: .seconds(number, slack: slack), text: value)
        }
        return date(value)
    }

    private static func date(_ value: String) -> HeaderFacet {
        if let time = PointInTime(Array(value.utf8)) {
            return HeaderFacet(key: "", value: .time(time), text: value)
        }
        // `Deprecation: @1688169599` (RFC 9745).
        if value.hasPrefix("@"), let time = PointInTime(Array(value.utf8.dropFirst())) {
            return HeaderFacet(key: "", value: .time(time), text: value)
        }
        return HeaderFacet(key: "", value: .exact(value.lowercased()), text: value)
    }

    /// `Bearer realm="x", error="y"`: parameters belong to the scheme before them. A nonce is new each time.
    private static func challenges(_ line: String) -> [HeaderFacet] {
        var scheme = ""
        var facets: [HeaderFacet] = []
        for item in items([line], separators: ",") {
            var parameter = item
            let words = item.split(separator: " ", maxSplits: 1).map(String.init)
            if !words[0].contains("=") {
                scheme = words[0].lowercased()
                facets.append(HeaderFacet(key: scheme, value: .exact(""), text: words[0]))
                guard words.count == 2 else { continue }
                parameter = words[1]
            }
            // `Negotiate YII…`: a token in the place of parameters (RFC 9110 section 11.2), new each time.
            if !trimmed(parameter).reversed().drop(while: { $0 == "=" }).contains("=") {
                facets.append(HeaderFacet(key: "\(scheme) token", value: .exact(""), text: parameter))
                continue
            }
            let (name, value) = pair(parameter)
            let isFresh = name == "nonce" || name == "opaque"
            facets.append(
                HeaderFacet(key: "\(scheme) \(name)", value: .exact(isFresh ? "" : value), text: parameter))
        }
        return facets
    }

    /// `<target>; rel="next"`: the relation is the key.
    private static func link(_ item: String, _ bases: [String]) -> HeaderFacet {
        let parts = items([item], separators: ";")
        var target = parts.first ?? ""
        if target.hasPrefix("<"), target.hasSuffix(">") { target = String(target.dropFirst().dropLast()) }
        let parameters = parts.dropFirst().map { pair($0) }
        let relation = parameters.first { $0.name == "rel" }?.value.lowercased() ?? ""
        let others = parameters.filter { $0.name != "rel" }.map { "\($0.name)=\($0.value)" }.sorted()
        let path = String(decoding: BaseURL.stripped(Array(target.utf8), bases), as: UTF8.self)
        return HeaderFacet(key: relation, value: .exact(([path] + others).joined(separator: ";")), text: item)
    }
}
