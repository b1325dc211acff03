import Parity
import Testing

/// Whatever bytes an answer has, a comparison returns, finds no difference of an answer from itself, and lists no more
/// differences than it may.
struct FuzzTests {
    private static let types = [
        "application/json", "application/x-ndjson", "application/x-www-form-urlencoded", "text/plain", "text/html",
        "application/xml", "image/png", "application/json; charset=iso-8859-1", "text/plain; charset=utf-16", "", ";",
    ]
    private static let codings = ["gzip", "deflate", "br", "deflate, gzip", ","]
    private static let fields = [
        "content-type", "location", "set-cookie", "cache-control", "etag", "vary", "www-authenticate", "allow", "link",
        "retry-after", "deprecation", "x-other",
    ]
    /// Pieces that parsers trip over.
    private static let pieces = [
        "{", "}", "[", "]", "\"", "\\", "\\u", "\\ud800", ":", ",", "null", "true", "-", "0", "1e999", "1e-9999", ".",
        "e",
        "99999999999999999999999999999999999999999", "2026-01-31T10:00:00Z", "1769853600", "&amp;", "%25", "%", "=",
        ";", "<", ">",
        "</a>", "<!--", "<![CDATA[", "/", "~", "\u{0}", "\u{FEFF}", "é", "e\u{301}", "W/\"", "id", " ", "\n",
        "eyJhbGciOi.eyJ.x", "4242424242424242", "a@b.c", "Bearer abcdefgh", "password", "\u{1F8B}",
    ]

    private static func bytes(_ random: inout SplitMix) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...24, using: &random) {
            if Int.random(in: 0..<4, using: &random) == 0 {
                bytes.append(UInt8.random(in: 0...255, using: &random))
            } else {
                bytes += (pieces.randomElement(using: &random) ?? "").utf8
            }
        }
        return bytes
    }

    private static func answer(_ random: inout SplitMix) -> Observation {
        var answer = Observation(status: UInt16.random(in: 0...999, using: &random), body: bytes(&random))
        answer.status = [200, 200, 404, answer.status].randomElement(using: &random) ?? 200
        answer.contentType = types.randomElement(using: &random).map { Array($0.utf8) }
        if Int.random(in: 0..<4, using: &random) == 0 {
            answer.contentEncoding = codings.randomElement(using: &random).map { Array($0.utf8) }
            if Bool.random(using: &random) { answer.body = [0x1F, 0x8B, 8] + answer.body + answer.body }
        }
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            answer.headers.append(HeaderField(name: fields.randomElement(using: &random) ?? "", value: bytes(&random)))
        }
        return answer
    }

    private static func rules() throws -> ComparisonRules {
        try ComparisonRules(
            headers: fields,
            rules: [
                Rule("/*/id", .numeric(NumericTolerance(absolute: "1", relativeMillionths: 1, decimals: 2))),
                Rule("/id", .time(seconds: 1)), Rule("/0", .normalize([.date, .trim, .letterCase, .urlBase])),
                Rule("/1", .shape),
                Rule("", .unordered(key: "id")), Rule("/null", .rename(to: "true")), Rule("/*/*/0", .ignore),
                Rule("/true", .redact),
            ])
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func `No bytes trap`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let rules = try Self.rules()
        var context = ComparisonContext(rules)
        context.monolithBases = ["", "http://a"]
        context.serviceBases = ["/"]
        let selector = try LeafSelector(["/*/id", "/id", "/*"], under: rules)
        for _ in 0..<60 {
            let monolith = Self.answer(&random)
            let service = Self.answer(&random)
            let comparison = Comparator.compare(monolith: monolith, service: service, context: context)
            #expect(comparison.differences.count <= Comparator.differenceLimit)
            _ = Comparator.differences(monolith: monolith, service: service, context: context)
            _ = Comparator.pairs(monolith: monolith, service: service, selecting: selector, context: context)
            _ = Comparator.leaves(of: monolith)
            context.serviceBases = context.monolithBases
            let same = Comparator.compare(monolith: monolith, service: monolith, context: context)
            #expect(same.differences == [], "\(monolith)")
            context.serviceBases = ["/"]
        }
    }
}
