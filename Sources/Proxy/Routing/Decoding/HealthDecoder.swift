/// Reads `health:` of a target, a path or a map.
struct HealthDecoder {
    let log: DiagnosticLog

    func health(_ value: YAMLValue) -> HealthCheck? {
        guard case .map = value.content else {
            return value.scalar("health", log, PathPattern.plain).map { HealthCheck(path: $0) }
        }
        guard var reader = MapReader(value, "health", log) else { return nil }
        let path = reader.require("path", hint: "add path: /health").flatMap {
            $0.scalar("path", log, PathPattern.plain)
        }
        var check = HealthCheck(path: path ?? "/")
        if let value = reader.scalar("interval", Quantity.duration) { check.interval = value }
        if let value = reader.scalar("timeout", Quantity.duration) { check.timeout = value }
        if let value = reader.scalar("unhealthy", Self.threshold) { check.unhealthyAfter = value }
        if let value = reader.scalar("healthy", Self.threshold) { check.healthyAfter = value }
        if let value = reader.scalars("expect", Self.statuses) { check.expected = value }
        reader.finish()
        return check
    }

    private static func threshold(_ text: String) throws(ScalarProblem) -> Int {
        try Quantity.count(text, in: 1...1_000)
    }

    /// `204`, `200-299`.
    private static func statuses(_ text: String) throws(ScalarProblem) -> ClosedRange<Int> {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in part.utf8.allSatisfy(ASCII.isDigit) ? Int(part) : nil }
        guard numbers.count == parts.count, let first = numbers.first, let last = numbers.last, first <= last,
            (200...599).contains(first), (200...599).contains(last)
        else {
            throw ScalarProblem(
                .invalidStatus, "\"\(text)\" is not a status of an answer, or a range of them",
                hint: "write 204 or 200-299")
        }
        return first...last
    }
}
