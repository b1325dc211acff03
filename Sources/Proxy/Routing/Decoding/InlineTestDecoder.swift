/// Reads `tests:`.
struct InlineTestDecoder {
    let log: DiagnosticLog

    func tests(_ value: YAMLValue) -> [InlineTest] {
        guard case .list(let values) = value.content else {
            log.error(
                .wrongType, at: value.location, "tests must be a list, not \(value.kind)",
                hint: "write - {request: GET /path, expect: ROUTE}")
            return []
        }
        return values.compactMap { test($0) }
    }

    private func test(_ value: YAMLValue) -> InlineTest? {
        guard var reader = MapReader(value, "a test", log) else { return nil }
        let request = reader.require("request", hint: "add request: GET /path").flatMap {
            $0.scalar("request", log) { text throws(ScalarProblem) in try Self.request(text) }
        }
        let expectValue = reader.require("expect", hint: "add expect: ROUTE, unmatched or refused")
        let expectation = expectValue.flatMap { value in
            value.scalar("expect", log) { text throws(ScalarProblem) in text }.map { (text: $0, place: value.location) }
        }
        var fields: [(name: String, value: String)] = []
        if var headers = reader.map("headers") {
            fields = headers.takeAll().compactMap { entry in
                entry.value.scalar(entry.key, log) { text throws(ScalarProblem) in text }.map { (entry.key, $0) }
            }
        }
        reader.finish()
        guard let request, let expectation else { return nil }
        return InlineTest(
            location: value.location, method: request.method, target: request.target, fields: fields,
            expectation: expectation.text, expectationLocation: expectation.place)
    }

    private static func request(_ text: String) throws(ScalarProblem) -> (method: String, target: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2 else {
            throw ScalarProblem(
                .invalidMatch, "\"\(text)\" is not a method and a path", hint: "write GET /api/v1/orders/42")
        }
        return (String(parts[0]), String(parts[1]))
    }
}
