/// Writes exchanges as lines of a recording, which ``RecordedExchange`` reads.
package enum RecordingWriter {
    package static let version = 1

    /// The first line of a recording, without its end.
    package static var heading: [UInt8] { Array("{\"\(RecordedExchange.heading)\":\(version)}".utf8) }

    /// One line, without its end.
    package static func line(_ exchange: RecordedExchange) -> [UInt8] {
        var object = ObjectWriter()
        if let id = exchange.id { object.add("id", text: id) }
        if let time = exchange.time { object.add("time", raw: Array("\(time)".utf8)) }
        if let route = exchange.route { object.add("route", text: route) }
        if let verdict = exchange.verdict { object.add("verdict", text: verdict) }
        if let request = exchange.request { object.add("request", raw: written(request)) }
        if let monolith = exchange.monolith { object.add("monolith", raw: written(monolith.observation)) }
        if let service = exchange.service { object.add("service", raw: written(service.observation)) }
        if !exchange.monolithAgain.isEmpty {
            object.add("monolith_again", raw: list(exchange.monolithAgain.map(written)))
        }
        if !exchange.serviceAgain.isEmpty {
            object.add("service_again", raw: list(exchange.serviceAgain.map(written)))
        }
        if let rules = exchange.rules { object.add("rules", raw: rules) }
        return object.finished
    }

    private static func written(_ request: RecordedRequest) -> [UInt8] {
        var object = ObjectWriter()
        object.add("method", text: request.method)
        object.add("target", text: request.target)
        if !request.headers.isEmpty { object.add("headers", raw: fields(request.headers)) }
        add(request.body, to: &object)
        return object.finished
    }

    private static func written(_ observation: Observation) -> [UInt8] {
        var object = ObjectWriter()
        object.add("status", raw: Array("\(observation.status)".utf8))
        var headers = observation.headers
        func add(_ name: String, _ value: [UInt8]?) {
            if let value, !headers.contains(where: { $0.name == name }) {
                headers.append(HeaderField(name: name, value: value))
            }
        }
        add("content-type", observation.contentType)
        add("content-encoding", observation.contentEncoding)
        object.add("headers", raw: fields(headers))
        if !observation.trailers.isEmpty { object.add("trailers", raw: fields(observation.trailers)) }
        if let build = observation.build { object.add("build", text: build) }
        if let position = observation.position { object.add("position", text: position) }
        if observation.isCut { object.add("truncated", raw: Array("true".utf8)) }
        if observation.firstByteNanoseconds > 0 {
            object.add("first_byte_ms", raw: milliseconds(observation.firstByteNanoseconds))
        }
        if observation.totalNanoseconds > 0 { object.add("total_ms", raw: milliseconds(observation.totalNanoseconds)) }
        if let changes = observation.changes, (try? JSONDocument(changes)) != nil {
            object.add("changes", raw: changes)
        }
        if observation.contentEncoding != nil {
            object.add("body_base64", text: Base64.encoded(observation.body))
        } else {
            Self.add(observation.body, to: &object)
        }
        return object.finished
    }

    /// A JSON body as it is where it fits on a line, a text as a string, all else as base64. Each reads back as it was.
    private static func add(_ body: [UInt8], to object: inout ObjectWriter) {
        guard !body.isEmpty else { return }
        let isLine = !body.contains(0x0A) && !body.contains(0x0D) && body.first != 0xEF
        let isContainer = body.first == UInt8(ascii: "{") || body.first == UInt8(ascii: "[")
        let endsAsContainer = body.last == UInt8(ascii: "}") || body.last == UInt8(ascii: "]")
        if isLine, isContainer, endsAsContainer, String(validating: body, as: UTF8.self) != nil,
            (try? JSONDocument(body)) != nil
        {
            object.add("body", raw: body)
        } else if let text = String(validating: body, as: UTF8.self) {
            object.add("body", text: text)
        } else {
            object.add("body_base64", text: Base64.encoded(body))
        }
    }

    private static func fields(_ fields: [HeaderField]) -> [UInt8] {
        list(
            fields.map { field in
                list([JSONEscapes.quoted(Array(field.name.utf8)), quoted(field.value)])
            })
    }

    private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
        JSONEscapes.quoted(Array(String(decoding: bytes, as: UTF8.self).utf8))
    }

    private static func list(_ values: [[UInt8]]) -> [UInt8] {
        [UInt8(ascii: "[")] + values.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
    }

    private static func milliseconds(_ nanoseconds: UInt64) -> [UInt8] {
        Array("\(Double(nanoseconds / 1000) / 1000)".utf8)
    }
}

/// A JSON object on one line, member by member.
private struct ObjectWriter {
    private var bytes: [UInt8] = [UInt8(ascii: "{")]

    mutating func add(_ name: String, raw value: [UInt8]) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes += JSONEscapes.quoted(Array(name.utf8))
        bytes.append(UInt8(ascii: ":"))
        bytes += value
    }

    mutating func add(_ name: String, text: String) {
        add(name, raw: JSONEscapes.quoted(Array(text.utf8)))
    }

    var finished: [UInt8] { bytes + [UInt8(ascii: "}")] }
}
