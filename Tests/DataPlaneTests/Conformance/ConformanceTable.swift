/// `docs/conformance.md`: every rule with its source, what a run found, and its test.
struct ConformanceTable {
    let rows: [(rule: ConformanceCase, outcome: String)]

    var text: String {
        var lines = [
            "# Conformance",
            "",
            "How Ficus keeps RFC 9110, RFC 9112 and what belongs to them. A test run wrote this page; it fails when the page",
            "is not what it found (`make conformance` writes it again). A rule of the first tables is a case of",
            "`ConformanceTests` (`Tests/DataPlaneTests/Conformance`): its bytes go through a real data plane, between a client",
            "and a target that record every byte. \"Refused\" means: the problem is named in the answer, the connection ends,",
            "and the target has not seen a byte.",
            "",
            "Where the RFCs leave a choice:",
            "",
            "- Nothing is repaired. What two readers could take in two ways is refused: 400 (or 413, 414, 417, 421, 431, 501,",
            "  505, 508) to a client, 502 for a target, and the connection ends. Only a body whose framing breaks after its",
            "  head was sent on can have reached the target, and then never as a whole; trailers over the limit count as that,",
            "  because bodies are not held back until they have ended.",
            "- Paths have one normal form (docs/route-table.md); what is matched is what is sent.",
            "- `Via` names each process apart (`ficus-` and eight digits), so two proxies in a row are no loop and a loop is",
            "  found at its second turn: 508.",
            "- `Expect: 100-continue` goes to the target. When it says nothing for half a second, the proxy says 100 itself,",
            "  and at once the next time.",
            "- `Upgrade` does not go along, TRACE is 405, CONNECT is 501.",
            "- Trailers go on where `TE: trailers` says that the client knows them, in both directions; of these the ones",
            "  which must be known before the content (framing, routing, authentication, cookies, who asks) are dropped.",
            "- A preflight (OPTIONS with `Origin` and `Access-Control-Request-Method`) goes to the owner of the path for the",
            "  method that it announces, unless a route names OPTIONS.",
            "- A break in an answer that has begun is a broken message: no last chunk, too few bytes, or a reset where the",
            "  end of the connection would be the end of the answer.",
        ]
        for (theme, title) in Self.themes {
            let part = rows.filter { $0.rule.theme == theme }
            guard !part.isEmpty else { continue }
            lines += [
                "", "## \(title)", "", "| rule | source | sent | what comes of it | case |", "|---|---|---|---|---|",
            ]
            lines += part.map { rule, outcome in
                "| \(rule.rule) | \(rule.source) | \(Self.excerpt(rule.sent)) | \(outcome) | `\(rule.id)` |"
            }
        }
        lines += ["", "## Rules that take a conversation", "", "| rule | source | test |", "|---|---|---|"]
        lines += ConformanceRule.all.map { "| \($0.rule) | \($0.source) | `\($0.suite)`: \($0.test) |" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The parts of the page, in order: the first part of a case's id, and a heading.
    static let themes: [(theme: String, title: String)] = [
        ("request-line", "Request line"), ("host", "Host"), ("target", "Request target"), ("field", "Fields"),
        ("length", "Content-Length of a request"), ("coding", "Transfer-Encoding of a request"),
        ("chunk", "Chunks of a request"), ("trailer", "Trailers of a request"), ("path", "Paths"),
        ("method", "Methods"), ("forwards", "Max-Forwards"), ("expect", "Expect"), ("hop", "Fields of one connection"),
        ("via", "Versions and Via"), ("client", "What a stranger says about clients"),
        ("trusted", "What a trusted peer says about clients"), ("answer", "Answers: heads and framing"),
        ("body", "Answers: bodies"), ("interim", "Answers: interim"),
    ]

    /// The beginning of what was sent, without what all cases share, as code.
    private static func excerpt(_ text: String) -> String {
        let shown = text.unicodeScalars.map { scalar -> String in
            switch scalar.value {
            case 0x0D: "\\r"
            case 0x0A: "\\n"
            case 0x09: "\\t"
            case 0x20...0x7E where scalar != "|" && scalar != "`": String(scalar)
            default: "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16, uppercase: true)
            }
        }
        let line = shown.count > 120 ? shown.prefix(110).joined() + "..." : shown.joined()
        return line.isEmpty ? "" : "`\(line)`"
    }
}

extension ConformanceCase {
    /// What the peer of the case sends.
    fileprivate var sent: String {
        switch exchange {
        case .request(let bytes, _): bytes
        case .answer(let bytes, _, _): bytes
        }
    }
}
