/// Where a difference is: `status`, `header:<name>`, `trailer:<name>`, `body:<JSON pointer>` or
/// `effects<JSON pointer>`: `effects/orders/0/status`.
package enum DifferencePath: Sendable, Hashable {
    case status
    case header(String)
    case trailer(String)
    /// `body:` alone is the whole body.
    case body(JSONPointer)
    /// In what a write changes: `/TABLE/ROW/COLUMN`.
    case effects(JSONPointer)
}

extension DifferencePath {
    var isOutsideBody: Bool {
        if case .body = self { false } else { true }
    }
}

extension DifferencePath: CustomStringConvertible {
    package var description: String {
        switch self {
        case .status: "status"
        case .header(let name): "header:\(name)"
        case .trailer(let name): "trailer:\(name)"
        case .body(let pointer): "body:\(pointer)"
        case .effects(let pointer): "effects\(pointer)"
        }
    }

    /// Reads the printed form; nil for anything else.
    package init?(_ text: String) {
        if text == "status" {
            self = .status
        } else if text.hasPrefix("header:") {
            self = .header(String(text.dropFirst("header:".count)))
        } else if text.hasPrefix("trailer:") {
            self = .trailer(String(text.dropFirst("trailer:".count)))
        } else if text.hasPrefix("body:"), let pointer = JSONPointer(String(text.dropFirst("body:".count))) {
            self = .body(pointer)
        } else if text.hasPrefix("effects"), let pointer = JSONPointer(String(text.dropFirst("effects".count))) {
            self = .effects(pointer)
        } else {
            return nil
        }
    }
}

extension DifferencePath: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let path = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no path of a difference: \(text)")
        }
        self = path
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
