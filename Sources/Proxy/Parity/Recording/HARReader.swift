/// Reads HTTP Archives (HAR 1.2), as browsers and proxies write them: the answers become those of the monolith.
package enum HARReader {
    /// Whether a file looks like one.
    package static func reads(_ bytes: [UInt8]) -> Bool {
        guard let document = try? JSONDocument(bytes), document.nodes[0].kind == .object else { return false }
        return AnswerReader(document: document).member("log", 0) != nil
    }

    /// The entries that have a request over HTTP; what has no answer (`status` 0) is left without one.
    package static func exchanges(_ bytes: [UInt8]) throws(RecordingError) -> [RecordedExchange] {
        let document: JSONDocument
        do {
            document = try JSONDocument(bytes)
        } catch {
            throw RecordingError(error.sentence)
        }
        let reader = AnswerReader(document: document)
        guard document.nodes[0].kind == .object, let log = reader.member("log", 0), document.nodes[log].kind == .object,
            let entries = reader.member("entries", log), document.nodes[entries].kind == .array
        else { throw RecordingError("a HAR file has log.entries") }
        var exchanges: [RecordedExchange] = []
        for (index, entry) in document.children(of: entries).enumerated() {
            guard document.nodes[entry].kind == .object, let request = reader.member("request", entry) else { continue }
            // Browsers note what a page has within itself, too.
            if let url = reader.string("url", request), url.hasPrefix("data:") || url.hasPrefix("blob:") { continue }
            var exchange = RecordedExchange(id: "har-\(index + 1)", request: try reader.request(request))
            if let post = reader.member("postData", request), document.nodes[post].kind == .object {
                exchange.request?.body = reader.string("text", post).map { Array($0.utf8) } ?? []
            }
            exchange.request?.headers.removeAll { $0.name.hasPrefix(":") }
            exchange.time = reader.string("startedDateTime", entry).flatMap { PointInTime(Array($0.utf8)) }
                .map { Double($0.nanoseconds) / 1e9 }
            if let response = reader.member("response", entry), document.nodes[response].kind == .object {
                exchange.monolith = try answer(response, reader)
            }
            exchanges.append(exchange)
        }
        return exchanges
    }

    private static func answer(_ response: Int, _ reader: AnswerReader) throws(RecordingError) -> RecordedAnswer? {
        // The status of a request that was never answered is 0.
        guard var answer = try? reader.answer(response) else { return nil }
        // What a HAR calls the body of an answer has been decoded.
        answer.observation.contentEncoding = nil
        answer.observation.body = []
        guard let content = reader.member("content", response), reader.document.nodes[content].kind == .object,
            let text = reader.string("text", content)
        else { return answer }
        if reader.string("encoding", content) == "base64" {
            guard let bytes = Base64.decoded(text) else { throw RecordingError("content.text is not base64") }
            answer.observation.body = bytes
        } else {
            answer.observation.body = Array(text.utf8)
        }
        return answer
    }
}
