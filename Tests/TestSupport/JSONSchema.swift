package import Foundation

/// The part of JSON Schema (draft 2020-12) that this project's schemas use. A keyword that it does not know is a
/// violation, so that no schema is believed to say more than is looked at.
package struct JSONSchema {
    private let root: Value

    package init(_ schema: Data) throws {
        root = try JSONDecoder().decode(Value.self, from: schema)
    }

    /// What of a document the schema does not allow, each with its place; empty when it is valid.
    package func violations(of document: Data) throws -> [String] {
        var found: [String] = []
        check(try JSONDecoder().decode(Value.self, from: document), root, "", &found)
        return found
    }

    /// Any JSON.
    indirect enum Value: Decodable, Equatable {
        case null, bool(Bool), number(Double), string(String), array([Value]), object([String: Value])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let value = try? container.decode(Bool.self) {
                self = .bool(value)
            } else if let value = try? container.decode(Double.self) {
                self = .number(value)
            } else if let value = try? container.decode(String.self) {
                self = .string(value)
            } else if let value = try? container.decode([Value].self) {
                self = .array(value)
            } else {
                self = .object(try container.decode([String: Value].self))
            }
        }

        var object: [String: Value]? { if case .object(let members) = self { members } else { nil } }
        var array: [Value]? { if case .array(let elements) = self { elements } else { nil } }
        var string: String? { if case .string(let text) = self { text } else { nil } }
        var number: Double? { if case .number(let value) = self { value } else { nil } }

        func isOf(_ type: String) -> Bool {
            switch (self, type) {
            case (.null, "null"), (.bool, "boolean"), (.number, "number"), (.string, "string"), (.array, "array"),
                (.object, "object"):
                true
            case (.number(let value), "integer"): value == value.rounded()
            default: false
            }
        }
    }

    private func check(_ value: Value, _ schema: Value, _ place: String, _ found: inout [String]) {
        if schema == .bool(true) { return }
        guard let rules = schema.object else { return found.append("\(place): nothing is allowed here") }
        for (keyword, rule) in rules.sorted(by: { $0.key < $1.key }) {
            check(value, keyword, rule, rules, place, &found)
        }
    }

    private func check(
        _ value: Value, _ keyword: String, _ rule: Value, _ rules: [String: Value], _ place: String,
        _ found: inout [String]
    ) {
        func expect(_ isRight: Bool, _ message: @autoclosure () -> String) {
            if !isRight { found.append("\(place): \(message())") }
        }
        switch keyword {
        case "$schema", "$id", "$defs", "title", "description", "examples", "default": break
        case "$ref":
            guard let name = rule.string?.split(separator: "/").last,
                let target = root.object?["$defs"]?.object?[String(name)]
            else { return found.append("\(place): \(rule) leads nowhere") }
            check(value, target, place, &found)
        case "type":
            let types = rule.array?.compactMap(\.string) ?? [rule.string ?? ""]
            expect(types.contains { value.isOf($0) }, "is not of type \(types.joined(separator: " or "))")
        case "enum": expect(rule.array?.contains(value) == true, "\(value) is none of those listed")
        case "const": expect(rule == value, "\(value) is not \(rule)")
        case "minimum": expect((value.number ?? .infinity) >= (rule.number ?? 0), "is too small")
        case "maximum": expect((value.number ?? -.infinity) <= (rule.number ?? 0), "is too large")
        case "maxItems": expect(Double(value.array?.count ?? 0) <= (rule.number ?? 0), "has too many elements")
        case "format":
            expect(rule == .string("date-time"), "the format \(rule) is not known")
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
            expect((try? style.parse(value.string ?? "")) != nil, "\(value) is no point in time")
        case "required":
            for name in rule.array?.compactMap(\.string) ?? [] where value.object != nil {
                expect(value.object?[name] != nil, "\(name) is missing")
            }
        case "properties":
            for (name, schema) in rule.object ?? [:] {
                if let member = value.object?[name] { check(member, schema, "\(place)/\(name)", &found) }
            }
        case "additionalProperties":
            let known = Set(rules["properties"]?.object?.keys.map(\.self) ?? [])
            for (name, member) in value.object ?? [:] where !known.contains(name) {
                check(member, rule, "\(place)/\(name)", &found)
            }
        case "propertyNames":
            for name in value.object?.keys.sorted() ?? [] { check(.string(name), rule, "\(place)/\(name)", &found) }
        case "items":
            for (index, element) in (value.array ?? []).enumerated() {
                check(element, rule, "\(place)/\(index)", &found)
            }
        case "oneOf", "anyOf":
            let fits = (rule.array ?? []).count { option in
                var wrong: [String] = []
                check(value, option, place, &wrong)
                return wrong.isEmpty
            }
            expect(keyword == "oneOf" ? fits == 1 : fits > 0, "fits \(fits) of the alternatives")
        default: found.append("\(place): the keyword \(keyword) is not known to this validator")
        }
    }
}
