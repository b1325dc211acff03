/// Reads the path of a pattern: literals, `:name`, `:name<int>`, `:name<uuid>` and `*name` at the end.
enum PathPattern {
    /// Deeper paths than any API has; it bounds how deep a walk goes.
    private static let mostSegments = 32

    static func parse(
        prefix: String, path: String
    ) throws(ScalarProblem) -> (segments: [RoutePattern.Segment], tail: String?) {
        guard path.hasPrefix("/") else { throw invalid(path, "it does not begin with a slash") }
        let whole = path == "/" && !prefix.isEmpty ? prefix : prefix + path
        var parts = whole.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        if whole == "/" { parts = [] }
        guard parts.count <= mostSegments else { throw invalid(path, "it has more than \(mostSegments) segments") }

        var segments: [RoutePattern.Segment] = []
        var names: Set<String> = []
        for (position, part) in parts.enumerated() {
            let isLast = position == parts.count - 1
            guard !part.isEmpty else {
                throw invalid(
                    path, isLast ? "it ends with a slash" : "it has an empty segment",
                    hint: isLast ? "remove the slash: a request with it matches too" : "remove the second slash")
            }
            switch part.first {
            case ":":
                segments.append(try parameter(part.dropFirst(), path, &names))
            case "*":
                guard isLast else {
                    throw invalid(path, "*\(part.dropFirst()) is not its last segment", hint: "use :name within a path")
                }
                return (segments, try name(part.dropFirst(), path, &names))
            default:
                segments.append(.literal(try literal(part)))
            }
        }
        return (segments, nil)
    }

    /// The prefix of a file: empty for `none` and `/`, else a path without a slash at its end.
    static func prefix(_ text: String) throws(ScalarProblem) -> String {
        if text == "none" || text == "/" { return "" }
        guard text.hasPrefix("/"), !text.hasSuffix("/") else {
            throw invalid(
                text, "a prefix begins with a slash and does not end with one", hint: "write /api/v1, or none")
        }
        _ = try parse(prefix: "", path: text)
        return text
    }

    /// A path without parameters, such as that of a health check.
    static func plain(_ text: String) throws(ScalarProblem) -> String {
        let (segments, tail) = try parse(prefix: "", path: text)
        let isPlain = segments.allSatisfy {
            if case .literal = $0 { true } else { false }
        }
        guard isPlain, tail == nil else { throw invalid(text, "it has a parameter", hint: "write the path out") }
        return text
    }

    private static func literal(_ part: Substring) throws(ScalarProblem) -> [UInt8] {
        let bytes = Array("/\(part)".utf8)
        do {
            guard let normal = try RequestPath.normalized(bytes.span), normal != bytes else {
                return Array(bytes.dropFirst())
            }
            throw invalid(
                part, "no request can have it: requests are matched in normal form",
                hint: "write \(String(decoding: normal.dropFirst(), as: UTF8.self))")
        } catch let refusal as RequestPath.Refusal {
            throw invalid(part, "no request can have it: \(refusal)")
        } catch let problem as ScalarProblem {
            throw problem
        } catch {
            throw invalid(part, "\(error)")
        }
    }

    private static func parameter(
        _ part: Substring, _ path: String, _ names: inout Set<String>
    ) throws(ScalarProblem) -> RoutePattern.Segment {
        guard let bracket = part.firstIndex(of: "<") else {
            return .parameter(name: try name(part, path, &names), type: .text)
        }
        let written = part[part.index(after: bracket)...]
        let types = [("int", RoutePattern.ParameterType.int), ("uuid", .uuid)]
        guard written.last == ">", let type = types.first(where: { $0.0 == written.dropLast() })?.1 else {
            throw invalid(path, "<\(written) is not a type of parameter", hint: "write <int> or <uuid>")
        }
        return .parameter(name: try name(part[..<bracket], path, &names), type: type)
    }

    private static func name(
        _ part: Substring, _ path: String, _ names: inout Set<String>
    ) throws(ScalarProblem) -> String {
        let isName = part.utf8.allSatisfy { ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.underscore }
        guard isName, let first = part.utf8.first, !ASCII.isDigit(first) else {
            throw invalid(
                path, "\"\(part)\" is not the name of a parameter", hint: "use letters, digits and underscores")
        }
        guard names.insert(String(part)).inserted else {
            throw invalid(path, "it has two parameters called \(part)", hint: "rename one of them")
        }
        return String(part)
    }

    private static func invalid(_ path: some StringProtocol, _ reason: String, hint: String? = nil) -> ScalarProblem {
        ScalarProblem(.invalidPath, "\"\(path)\" is not a path: \(reason)", hint: hint)
    }
}
