/// Reads `match:`: `GET /orders/:id<int>`, or a map with method, path, host, headers and query.
struct PatternDecoder {
    let log: DiagnosticLog

    /// The pattern with `prefix` before its path; nil when something is wrong, which is logged.
    func pattern(_ value: YAMLValue, prefix: String) -> RoutePattern? {
        guard case .map = value.content else {
            guard let parts = value.scalar("match", log, Self.methodAndPath) else { return nil }
            return pattern(method: parts.method, path: parts.path, prefix, at: value.location)
        }
        guard var map = MapReader(value, "match", log) else { return nil }
        let method = map.require("method", hint: "add method: GET, or method: \"*\" for every method")
            .flatMap { $0.scalar("method", log, Self.method) }
        let pathValue = map.require("path", hint: "add path: /orders")
        let path = pathValue.flatMap { $0.scalar("path", log, Self.text) }
        let host = map.scalar("host", Self.host)
        let headers = conditions(map.take("headers"), "headers") { text throws(ScalarProblem) in
            try Word.fieldName(text)
        }
        let query = conditions(map.take("query"), "query", Self.text)
        map.finish()
        guard let method, let path, let pathValue else { return nil }
        return pattern(
            method: method, path: path, prefix, at: pathValue.location, host: host, headers: headers, query: query)
    }

    private func pattern(
        method: Method?, path: String, _ prefix: String, at location: SourceLocation, host: String? = nil,
        headers: [RoutePattern.Condition] = [], query: [RoutePattern.Condition] = []
    ) -> RoutePattern? {
        do {
            let (segments, tail) = try PathPattern.parse(prefix: prefix, path: path)
            return RoutePattern(
                method: method, segments: segments, tail: tail, host: host, headers: headers, query: query)
        } catch {
            log.error(error.code, at: location, "match: \(error.message)", hint: error.hint)
            return nil
        }
    }

    /// `{x-version: "2", x-beta: "*"}`: a value, or `*` for presence.
    private func conditions(
        _ value: YAMLValue?, _ key: String, _ name: (String) throws(ScalarProblem) -> String
    ) -> [RoutePattern.Condition] {
        guard let value, var map = MapReader(value, key, log) else { return [] }
        let conditions = map.takeAll().compactMap { entry -> RoutePattern.Condition? in
            let nameValue = YAMLValue(content: .scalar(entry.key), location: entry.location)
            guard let name = nameValue.scalar(key, log, name), let text = entry.value.scalar(entry.key, log, Self.text)
            else { return nil }
            return RoutePattern.Condition(name: name, value: text == "*" ? nil : text)
        }
        return conditions.sorted { $0.name < $1.name }
    }

    private static func text(_ text: String) throws(ScalarProblem) -> String { text }

    private static func methodAndPath(_ text: String) throws(ScalarProblem) -> (method: Method?, path: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2 else {
            throw ScalarProblem(
                .invalidMatch, "\"\(text)\" is not a method and a path",
                hint: "write GET /orders/:id, or \"* /path\" for every method")
        }
        return (try method(String(parts[0])), String(parts[1]))
    }

    /// nil stands for `*`.
    private static func method(_ text: String) throws(ScalarProblem) -> Method? {
        if text == "*" { return nil }
        let method = Method(Array(text.utf8).span)
        if method != .other && method != .connect { return method }
        let names = Method.allCases.filter { $0 != .other && $0 != .connect }.map(\.name)
        throw ScalarProblem(
            .invalidMethod, "\"\(text)\" is not a method",
            hint: NearestName.of(text, among: names).map { "did you mean \($0)?" }
                ?? "write one of \(names.joined(separator: ", ")), or \"*\" for every method")
    }

    private static func host(_ text: String) throws(ScalarProblem) -> String {
        let name = text.hasPrefix("*.") ? text.dropFirst(2) : text[...]
        guard Address.isHostName(name) else {
            throw ScalarProblem(
                .invalidHost, "\"\(text)\" is not a host",
                hint: "write api.example.com or *.example.com, without a port")
        }
        return text.lowercased()
    }
}
