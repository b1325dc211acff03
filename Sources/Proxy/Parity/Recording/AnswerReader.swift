/// Reads observations and requests out of a JSON document. Bodies that are JSON keep every byte as written.
struct AnswerReader {
    let document: JSONDocument

    /// Members of an observation; an object with a status and others beside them is a body.
    private static let members: Set<String> = [
        "status", "headers", "body", "body_base64", "trailers", "request", "build", "position", "changes", "truncated",
        "time", "first_byte_ms", "total_ms", "content_type", "reason", "url", "method", "path", "target", "version",
    ]

    /// Whether a value is an observation: an object with a status code, and with fields or a body.
    func isObservation(_ node: Int) -> Bool {
        guard document.nodes[node].kind == .object, status(node) != nil else { return false }
        if let headers = member("headers", node), document.nodes[headers].isContainer { return true }
        guard ["body", "body_base64", "trailers"].contains(where: { member($0, node) != nil }) else { return false }
        return document.children(of: node).allSatisfy {
            Self.members.contains(String(decoding: document.text(of: $0), as: UTF8.self))
        }
    }

    /// Refuses what was meant for an observation and would be taken for a body, or lose a part.
    func refuseMisspelled(_ node: Int) throws(RecordingError) {
        guard document.nodes[node].kind == .object else { return }
        let holds = ["headers", "body", "body_base64", "trailers"].contains { member($0, node) != nil }
        if holds, status(node) == nil, let text = string("status", node), text.utf8.count == 3, UInt16(text) != nil {
            throw RecordingError("\"status\" must be a number, \(text) without quotes")
        }
        guard status(node) != nil, holds || document.children(of: node).count == 2 else { return }
        try refuseMisspelled(node, among: Self.members)
    }

    func refuseMisspelled(_ node: Int, among names: Set<String>) throws(RecordingError) {
        for child in document.children(of: node) {
            let name = String(decoding: document.text(of: child), as: UTF8.self)
            guard let meant = Misspelling.meant(by: name, among: names.sorted()) else { continue }
            throw RecordingError("there is no member \"\(name)\": did you mean \"\(meant)\"?")
        }
    }

    /// An observation.
    func answer(_ node: Int) throws(RecordingError) -> RecordedAnswer {
        guard document.nodes[node].kind == .object else { throw RecordingError("an observation must be an object") }
        guard let status = status(node) else {
            throw RecordingError("an observation needs a \"status\" between 100 and 999")
        }
        var observation = Observation(status: status)
        if let headers = member("headers", node) { observation.headers = try fields(headers, "headers") }
        if let trailers = member("trailers", node) { observation.trailers = try fields(trailers, "trailers") }
        observation.contentType =
            observation.headers.first { $0.name == "content-type" }?.value
            ?? string("content_type", node).map { Array($0.utf8) }
        observation.build = string("build", node) ?? observation.text(of: "ficus-build")
        observation.position = string("position", node) ?? observation.text(of: "ficus-position")
        observation.changes = member("changes", node).map(written)
        observation.isCut =
            member("truncated", node).map { document.bytes[document.nodes[$0].range] == Self.yes } ?? false
        observation.firstByteNanoseconds = nanoseconds("first_byte_ms", node)
        observation.totalNanoseconds = nanoseconds("total_ms", node)
        if let base64 = string("body_base64", node) {
            guard let bytes = Base64.decoded(base64) else { throw RecordingError("\"body_base64\" is not base64") }
            observation.body = bytes
            // A body that is written out has been decoded; only bytes as they were received may have a coding.
            if let coding = observation.text(of: "content-encoding")?.lowercased(), coding != "identity" {
                observation.contentEncoding = Array(coding.utf8)
            }
        } else if let body = member("body", node) {
            observation.body = self.body(body)
        }
        return RecordedAnswer(
            observation: observation, isWhole: true, request: try member("request", node).map(request))
    }

    private static let yes = Array("true".utf8)[...]

    /// `{"method": ..., "target": ..., "headers": ..., "body": ...}`; `path` and `url` stand for `target` as well.
    func request(_ node: Int) throws(RecordingError) -> RecordedRequest {
        guard document.nodes[node].kind == .object else { throw RecordingError("\"request\" must be an object") }
        guard var target = string("target", node) ?? string("path", node) ?? string("url", node) else {
            throw RecordingError("a request needs a \"target\" such as \"/orders?limit=1\"")
        }
        if let scheme = target.firstRange(of: "://"), let slash = target[scheme.upperBound...].firstIndex(of: "/") {
            target = String(target[slash...])
        }
        var request = RecordedRequest(method: string("method", node)?.uppercased() ?? "GET", target: target)
        if let headers = member("headers", node) { request.headers = try fields(headers, "headers") }
        if let base64 = string("body_base64", node) {
            guard let bytes = Base64.decoded(base64) else { throw RecordingError("\"body_base64\" is not base64") }
            request.body = bytes
        } else if let body = member("body", node) {
            request.body = self.body(body)
        }
        return request
    }

    /// A string is the text of a body; any other value is a body of JSON, as written; null is none.
    private func body(_ node: Int) -> [UInt8] {
        switch document.nodes[node].kind {
        case .string: document.text(of: node)
        case .null: []
        case .bool, .number, .array, .object: written(node)
        }
    }

    /// A value as the document has it.
    func written(_ node: Int) -> [UInt8] {
        let range = document.nodes[node].range
        let isString = document.nodes[node].kind == .string
        return Array(document.bytes[isString ? range.lowerBound - 1..<range.upperBound + 1 : range])
    }

    /// An object of names, or a list of pairs or of `{"name": ..., "value": ...}`.
    private func fields(_ node: Int, _ what: String) throws(RecordingError) -> [HeaderField] {
        var fields: [HeaderField] = []
        for child in document.children(of: node) {
            switch (document.nodes[node].kind, document.nodes[child].kind) {
            case (.object, _):
                let name = document.text(of: child)
                let values = document.nodes[child + 1].kind == .array ? document.children(of: child + 1) : [child + 1]
                for value in values { fields.append(field(name, value)) }
            case (.array, .array):
                let pair = document.children(of: child)
                guard pair.count == 2 else { throw RecordingError("an entry of \"\(what)\" must be [name, value]") }
                fields.append(field(document.text(of: pair[0]), pair[1]))
            case (.array, .object):
                guard let name = member("name", child), let value = member("value", child) else {
                    throw RecordingError("an entry of \"\(what)\" must have a name and a value")
                }
                fields.append(field(document.text(of: name), value))
            default:
                throw RecordingError("\"\(what)\" must be an object, or a list of [name, value]")
            }
        }
        return fields
    }

    private func field(_ name: [UInt8], _ value: Int) -> HeaderField {
        let text = document.nodes[value].kind == .string ? document.text(of: value) : written(value)
        return HeaderField(name: String(decoding: name, as: UTF8.self).lowercased(), value: HeaderField.trimmed(text))
    }

    // MARK: Members

    func member(_ name: String, _ node: Int) -> Int? { document.member(Array(name.utf8), of: node) }

    /// The text of a member that is a string.
    func string(_ name: String, _ node: Int) -> String? {
        guard let value = member(name, node), document.nodes[value].kind == .string else { return nil }
        return String(decoding: document.text(of: value), as: UTF8.self)
    }

    private func status(_ node: Int) -> UInt16? {
        guard let value = member("status", node), document.nodes[value].kind == .number,
            let code = UInt16(String(decoding: document.bytes[document.nodes[value].range], as: UTF8.self)),
            100...999 ~= code
        else { return nil }
        return code
    }

    private func nanoseconds(_ name: String, _ node: Int) -> UInt64 {
        guard let value = member(name, node), document.nodes[value].kind == .number,
            let milliseconds = Double(String(decoding: document.bytes[document.nodes[value].range], as: UTF8.self)),
            milliseconds > 0, milliseconds < 1e12
        else { return 0 }
        return UInt64(milliseconds * 1_000_000)
    }
}

extension HeaderField {
    /// Without white space around it.
    static func trimmed(_ value: some BidirectionalCollection<UInt8>) -> [UInt8] {
        let start = value.drop { $0 == 0x20 || $0 == 0x09 }
        guard let last = start.lastIndex(where: { $0 != 0x20 && $0 != 0x09 }) else { return [] }
        return Array(start[...last])
    }
}

extension Observation {
    /// The value of the first field of a name, which is in lower case.
    func text(of name: String) -> String? {
        headers.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
    }
}
