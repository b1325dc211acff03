extension RawClient {
    /// One exchange on a connection of its own: for set-up and checks, where speed does not matter.
    package static func exchange(
        _ method: String, _ path: String, port: Int, fields: [(String, String)] = [], body: String? = nil,
        within deadline: Duration = .seconds(15)
    ) async throws -> RawAnswer {
        let client = try await connect(port: port)
        let request = message(method, path, fields: fields + [("Connection", "close")], body: body, port: port)
        try await client.send(request)
        return try await client.readAnswer(to: method, within: deadline)
    }

    /// The bytes of a request with a `Host` field and, with a body, its length.
    package static func message(
        _ method: String, _ path: String, fields: [(String, String)] = [], body: String? = nil, port: Int
    ) -> String {
        var lines = ["\(method) \(path) HTTP/1.1"]
        if !fields.contains(where: { $0.0.lowercased() == "host" }) { lines.append("Host: localhost:\(port)") }
        lines += fields.map { "\($0.0): \($0.1)" }
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
    }
}
