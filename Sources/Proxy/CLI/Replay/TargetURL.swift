import ArgumentParser
import Foundation

/// Where a target stands: `http://HOST:PORT`, with a path in front of all requests perhaps.
struct TargetURL: ExpressibleByArgument, CustomStringConvertible {
    /// Without a slash at the end.
    let description: String

    init?(argument: String) {
        let text = argument.contains("://") ? argument : "http://\(argument)"
        guard let parts = URLComponents(string: text), let scheme = parts.scheme, ["http", "https"].contains(scheme),
            parts.host?.isEmpty == false, parts.query == nil, parts.fragment == nil
        else { return nil }
        description = text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// Scheme, host and port, as the links of the target begin.
    var origin: String { Self.origin(of: description) }

    static func origin(of url: String) -> String {
        guard let scheme = url.range(of: "://") else { return url }
        let end = url[scheme.upperBound...].firstIndex { "/?#".contains($0) } ?? url.endIndex
        return String(url[..<end])
    }
}
