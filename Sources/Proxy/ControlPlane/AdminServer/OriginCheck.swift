/// Keeps web pages away from the admin API: a page that the operator has open could otherwise send requests to
/// 127.0.0.1, directly (cross-site) or through a name that it points there (DNS rebinding).
package struct OriginCheck: Sendable {
    /// Host names, in lower case and without a port, under which the API may be asked.
    private let hosts: Set<String>

    /// Loopback names, and the host that the API was told to listen on.
    package init(listeningOn host: String) {
        hosts = ["localhost", "127.0.0.1", "::1", host.lowercased()]
    }

    /// nil if a request with these fields may pass; otherwise why not.
    ///
    /// - Parameters:
    ///   - authority: `Host` as received.
    ///   - origin: `Origin`, which browsers send with every cross-site POST.
    ///   - fetchSite: `Sec-Fetch-Site`, which they send with everything else.
    package func refusal(authority: String?, origin: String?, fetchSite: String?) -> String? {
        guard let authority, let host = Self.host(of: authority) else { return "the request has no valid Host" }
        guard hosts.contains(host) else { return "the admin API is not served under the host \(host)" }
        if let origin, origin.lowercased() != "http://\(authority.lowercased())" {
            return "requests of web pages from another origin are refused"
        }
        if let fetchSite, fetchSite != "same-origin", fetchSite != "none" {
            return "cross-site requests are refused"
        }
        return nil
    }

    /// The host of `host`, `host:port`, `[v6]` or `[v6]:port`, in lower case; nil for anything else.
    static func host(of authority: String) -> String? {
        let text = authority.lowercased()
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let rest = text[text.index(after: end)...]
            guard isPort(rest) else { return nil }
            return String(text[text.index(after: text.startIndex)..<end])
        }
        guard let colon = text.firstIndex(of: ":") else { return text.isEmpty ? nil : text }
        guard isPort(text[colon...]), colon != text.startIndex else { return nil }
        return String(text[..<colon])
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || (text.first == ":" && text.dropFirst().allSatisfy { $0.isASCII && $0.isNumber })
    }
}
