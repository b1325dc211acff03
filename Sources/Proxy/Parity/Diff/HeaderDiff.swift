/// Compares the listed fields of two answers.
struct HeaderDiff {
    let redaction: Redaction

    func differences(monolith: Observation, service: Observation, names: [String]) -> [Difference] {
        if monolith.headers == service.headers, monolith.contentType == service.contentType { return [] }
        return names.compactMap { name in
            let left = value(name, monolith)
            let right = value(name, service)
            guard left != right else { return nil }
            let kind: DifferenceClass = left == nil ? .extra : right == nil ? .missing : .value
            return Difference(
                path: .header(name), kind: kind, monolith: shown(name, left), service: shown(name, right))
        }
    }

    /// The lines of one field as one value (RFC 9110 section 5.2); nil when the answer has none.
    private func value(_ name: String, _ observation: Observation) -> [UInt8]? {
        var lines = observation.headers.filter { $0.name == name }.map(\.value)
        if lines.isEmpty, name == "content-type", let type = observation.contentType { lines = [type] }
        guard !lines.isEmpty else { return nil }
        let value = Array(lines.joined(separator: Array(", ".utf8)))
        return name == "content-type" ? Self.mediaType(value) : value
    }

    /// A media type says the same in any case, with or without spaces, and `charset=utf-8` says nothing (RFC 8259).
    private static func mediaType(_ value: [UInt8]) -> [UInt8] {
        let parts = String(decoding: value, as: UTF8.self).lowercased().split(separator: ";").map { part in
            String(part.filter { $0 != " " && $0 != "\t" && $0 != "\"" })
        }
        return Array(parts.filter { $0 != "charset=utf-8" }.joined(separator: "; ").utf8)
    }

    private func shown(_ name: String, _ value: [UInt8]?) -> String? {
        guard let value else { return nil }
        return redaction.isSensitive(name: name) ? Redaction.mark : redaction.shortened(redaction.marked(value))
    }
}
