/// Reads `accept`: known differences, each with who knows it and until when.
struct AcceptDecoder {
    let log: DiagnosticLog

    private static let example = "write {at: /total, reason: TEXT, ticket: TEXT, until: 2026-12-31}"

    func rules(_ value: YAMLValue) -> [PlaceRule] {
        guard case .list(let entries) = value.content else {
            log.error(
                .wrongType, at: value.location, "accept must be a list, not \(value.kind)", hint: "write [{at: ...}]")
            return []
        }
        return entries.compactMap { rule($0) }
    }

    private func rule(_ value: YAMLValue) -> PlaceRule? {
        guard var reader = MapReader(value, "an accepted difference", log) else { return nil }
        let place = reader.require("at", hint: Self.example).flatMap { $0.scalar("at", log, Self.place) }
        let reason = reader.require("reason", hint: Self.example).flatMap { $0.scalar("reason", log, Self.text) }
        let ticket = reader.require("ticket", hint: Self.example).flatMap { $0.scalar("ticket", log, Self.text) }
        let until = reader.require("until", hint: Self.example).flatMap { $0.scalar("until", log, Calendar.endOfDay) }
        let kind = reader.scalar("class") { (text) throws(ScalarProblem) in
            try Word.oneOf(text, ParityWords.classes.map { ($0, $0) })
        }
        let relation = reader.scalar("relation") { (text) throws(ScalarProblem) in
            try Word.oneOf(text, ParityWords.relations.map { ($0, $0) })
        }
        reader.finish()
        guard let place, let reason, let ticket, let until else { return nil }
        return PlaceRule(
            place: place,
            kind: .accepted(
                AcceptedDifference(kind: kind, relation: relation, reason: reason, ticket: ticket, until: until)))
    }

    private static func text(_ text: String) throws(ScalarProblem) -> String {
        guard text.contains(where: { $0 != " " }) else {
            throw ScalarProblem(.missingValue, "there is no text", hint: "say who decided it and why")
        }
        return text
    }

    /// `status`, `header:etag`, or a pointer into the body with or without `body:`.
    private static func place(_ text: String) throws(ScalarProblem) -> String {
        if text == "status" { return text }
        for kind in ["header:", "trailer:"] where text.hasPrefix(kind) {
            return kind + (try Word.fieldName(String(text.dropFirst(kind.count))))
        }
        let pointer = text.hasPrefix("body:") ? String(text.dropFirst("body:".count)) : text
        return pointer.isEmpty ? pointer : try Word.pointer(pointer)
    }
}

/// The words of differences, which parity defines; here so that a route table is refused and not misread.
package enum ParityWords {
    /// Those of differences at a place; how slow a service may be is what gates say.
    package static let classes = [
        "missing", "extra", "type", "value", "order", "length", "format", "encoding", "status", "header", "truncated",
    ]
    package static let relations = [
        "case", "white_space", "rounding", "off_by_one", "unit", "sign", "time_zone", "time_format", "prefix",
        "null_against_absent", "empty_against_null", "string_against_number", "boolean_format", "encoding_twice",
        "number_format", "normalization_form", "url_base", "order",
    ]
}

/// Days of the Gregorian calendar.
enum Calendar {
    /// The second after the day's last one, since 1970 in UTC.
    static func endOfDay(_ text: String) throws(ScalarProblem) -> Int {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ ASCII.isDigit($0) || $0 == ASCII.hyphen }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year >= 1970,
            (1...12).contains(month), (1...length(of: month, year)).contains(day)
        else {
            throw ScalarProblem(.invalidDate, "\"\(text)\" is not a day", hint: "write 2026-12-31")
        }
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        return (days + 1) * 86_400
    }

    private static func length(of month: Int, _ year: Int) -> Int {
        if month == 2 { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}
