/// Where a pattern's path and a request's part.
struct PathMiss {
    /// How many segments fit before.
    let segments: Int
    /// How far the segment that does not fit is from the literal it should be; 0 where it is no question of spelling.
    let edits: Int
    let reason: Explanation.LossReason

    /// Whether all segments that both have fit, and one path is longer.
    var isLength: Bool {
        switch reason {
        case .tooShort, .tooLong: true
        default: false
        }
    }

    /// nil when the path fits.
    init?(_ pattern: RoutePattern, path: String) {
        var found = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        if found.last == "" { found.removeLast() }
        for (index, expected) in pattern.segments.enumerated() {
            guard index < found.count else {
                self.init(segments: index, edits: 0, reason: .tooShort(expected: "/\(expected)"))
                return
            }
            if let edits = Self.edits(expected, found[index]) {
                let reason = Explanation.LossReason.segment(
                    index + 1, expected: expected.description, found: found[index])
                self.init(segments: index, edits: edits, reason: reason)
                return
            }
        }
        guard pattern.tail == nil, found.count > pattern.segments.count else { return nil }
        self.init(
            segments: pattern.segments.count, edits: 0, reason: .tooLong(found: "/\(found[pattern.segments.count])"))
    }

    private init(segments: Int, edits: Int, reason: Explanation.LossReason) {
        self.segments = segments
        self.edits = edits
        self.reason = reason
    }

    /// nil when the segment fits.
    private static func edits(_ expected: RoutePattern.Segment, _ found: String) -> Int? {
        switch expected {
        case .parameter(_, let type): type.accepts(found.utf8.span) ? nil : 0
        case .literal(let bytes):
            bytes == Array(found.utf8)
                ? nil : NearestName.distance(found.lowercased(), String(decoding: bytes, as: UTF8.self).lowercased())
        }
    }
}
