/// What a route matches: a path with parameters, and conditions beside it.
package struct RoutePattern: Hashable, Sendable {
    /// nil: any method. `get` matches HEAD too.
    package let method: Method?
    /// With the prefix; empty for `/`.
    package let segments: [Segment]
    /// `*name` at the end: matches the rest, an empty one included.
    package let tail: String?
    /// In lower case; `*.example.com` matches any name below; nil: any host.
    package let host: String?
    /// Field names in lower case, sorted; a nil value asks for presence.
    package let headers: [Condition]
    /// Parameter names, sorted; a nil value asks for presence.
    package let query: [Condition]

    /// One segment of a pattern.
    package enum Segment: Hashable, Sendable {
        case literal([UInt8])
        case parameter(name: String, type: ParameterType)
    }

    /// What a parameter accepts.
    package enum ParameterType: String, Hashable, Sendable, CaseIterable {
        /// Digits.
        case int
        /// 8-4-4-4-12 hexadecimal digits.
        case uuid
        /// Any non-empty segment.
        case text
    }

    /// A name with the value it must have, or nil when being there is enough.
    package struct Condition: Hashable, Sendable {
        package let name: String
        package let value: String?
    }
}

extension RoutePattern: CustomStringConvertible {
    /// `GET /api/v1/orders/:id<int>`: method and path as the route table writes them, with the prefix.
    package var description: String { "\(method?.name ?? "*") \(path)" }

    /// The path with its parameters.
    package var path: String {
        let parts = segments.map(\.description) + (tail.map { ["*\($0)"] } ?? [])
        return "/" + parts.joined(separator: "/")
    }
}

extension RoutePattern.Segment: CustomStringConvertible {
    package var description: String {
        switch self {
        case .literal(let bytes): String(decoding: bytes, as: UTF8.self)
        case .parameter(let name, .text): ":\(name)"
        case .parameter(let name, let type): ":\(name)<\(type.rawValue)>"
        }
    }
}
