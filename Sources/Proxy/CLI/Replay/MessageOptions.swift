import ArgumentParser
import Foundation
import Parity
import Routing

/// What to send, in the options of curl.
struct MessageOptions: ParsableArguments {
    @Option(
        name: [.customShort("X"), .customLong("request")],
        help: ArgumentHelp("The method; GET, or POST with a body.", valueName: "method"))
    var method: String?

    @OptionGroup var fields: FieldOptions

    @Option(
        name: [.customShort("d"), .customLong("data")],
        help: ArgumentHelp("A body, of a form unless a header says otherwise; @FILE reads it.", valueName: "data"))
    var data: String?

    @Option(name: .customLong("json"), help: ArgumentHelp("A body of JSON; @FILE reads it.", valueName: "data"))
    var json: String?

    func validate() throws {
        if data != nil, json != nil { throw ValidationError("--data and --json are both the body; give one.") }
        if let method, method.isEmpty || !method.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
            throw ValidationError("\"\(method)\" is not a method; write GET, POST, ...")
        }
    }

    func request(target: String) throws -> RecordedRequest {
        let content = json ?? data
        var request = RecordedRequest(
            method: method ?? (content == nil ? "GET" : "POST"), target: target, headers: fields.fields)
        guard let content else { return request }
        request.body =
            content.hasPrefix("@") ? try AnswerFiles.bytes(of: String(content.dropFirst())) : Array(content.utf8)
        if !request.headers.contains(where: { $0.name == "content-type" }) {
            let type = json == nil ? "application/x-www-form-urlencoded" : "application/json"
            request.headers.append(HeaderField(name: "content-type", value: Array(type.utf8)))
        }
        return request
    }
}

/// Header fields and cookies.
struct FieldOptions: ParsableArguments {
    @Option(
        name: [.customShort("H"), .customLong("header")],
        help: ArgumentHelp("A header field; may be repeated.", valueName: "name: value"))
    var headers: [String] = []

    @Option(
        name: [.customShort("b"), .customLong("cookie")],
        help: ArgumentHelp("Cookies; may be repeated.", valueName: "name=value"))
    var cookies: [String] = []

    func validate() throws {
        for header in headers where PlainRequest.field(header) == nil {
            throw ValidationError("\"\(header)\" is not a header; write -H 'name: value'")
        }
    }

    /// Names in lower case.
    var fields: [HeaderField] {
        var fields = headers.compactMap(PlainRequest.field).map {
            HeaderField(name: $0.name.lowercased(), value: Array($0.value.utf8))
        }
        if !cookies.isEmpty {
            fields.append(HeaderField(name: "cookie", value: Array(cookies.joined(separator: "; ").utf8)))
        }
        return fields
    }
}
