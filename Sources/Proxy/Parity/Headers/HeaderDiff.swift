/// Compares the listed fields of two answers by what they say.
struct HeaderDiff {
    let context: ComparisonContext

    /// A difference of one field, with its values ready to be shown.
    struct Finding {
        var raw: RawDifference
        /// What it consists of: each directive, member or attribute moves for itself.
        var parts: [RawDifference] = []
        var shownMonolith: String?
        var shownService: String?
    }

    func findings(_ monolith: Observation, _ service: Observation) -> [Finding] {
        var found: [Finding] = []
        if monolith.headers != service.headers || monolith.contentType != service.contentType {
            for name in context.rules.headers {
                found += compare(name, lines(name, monolith), lines(name, service), .header(name))
            }
        }
        if monolith.trailers != service.trailers {
            let names = (monolith.trailers + service.trailers).map(\.name)
            for name in Set(names).sorted() {
                let left = monolith.trailers.filter { $0.name == name }.map { Self.text($0.value) }
                let right = service.trailers.filter { $0.name == name }.map { Self.text($0.value) }
                found += compare(name, left, right, .trailer(name))
            }
        }
        return found
    }

    private static func text(_ value: [UInt8]) -> String {
        HeaderMeaning.trimmed(String(decoding: value, as: UTF8.self))
    }

    private func lines(_ name: String, _ observation: Observation) -> [String] {
        let lines = observation.headers.filter { $0.name == name }.map { Self.text($0.value) }
        if lines.isEmpty, name == "content-type", let type = observation.contentType { return [Self.text(type)] }
        return lines
    }

    private func compare(_ name: String, _ left: [String], _ right: [String], _ path: DifferencePath) -> [Finding] {
        if left == right { return [] }
        if name == "set-cookie" { return compareCookies(left, right, path) }
        let leftFacets = HeaderMeaning.facets(of: name, left, bases: context.monolithBases)
        let rightFacets = HeaderMeaning.facets(of: name, right, bases: context.serviceBases)
        if left.isEmpty || right.isEmpty {
            return [finding(name, path, left.isEmpty ? .extra : .missing, left, right)]
        }
        let (onlyLeft, onlyRight) = differing(leftFacets, rightFacets)
        guard !onlyLeft.isEmpty || !onlyRight.isEmpty else { return [] }
        var found = finding(name, path, .header, left, right)
        found.parts = Self.parts(name, onlyLeft, onlyRight)
        return [found]
    }

    /// One difference for each cookie that is not the same.
    private func compareCookies(_ left: [String], _ right: [String], _ path: DifferencePath) -> [Finding] {
        let leftCookies = left.map { CookieMeaning.facets(of: $0) }
        let rightCookies = right.map { CookieMeaning.facets(of: $0) }
        // By name, the last one first; an answer may set thousands.
        var partners: [String: [Int]] = [:]
        for (place, cookie) in rightCookies.enumerated().reversed() { partners[cookie.name, default: []].append(place) }
        var found: [Finding] = []
        for (name, facets) in leftCookies {
            guard let partner = partners[name]?.popLast() else {
                found.append(cookie(path, left.isEmpty || right.isEmpty ? .missing : .header, facets, nil))
                continue
            }
            let other = rightCookies[partner]
            let (onlyLeft, onlyRight) = differing(facets, other.facets)
            guard !onlyLeft.isEmpty || !onlyRight.isEmpty else { continue }
            found.append(cookie(path, .header, onlyLeft, onlyRight))
            found[found.count - 1].parts = Self.parts("set-cookie \(name)", onlyLeft, onlyRight)
        }
        for place in partners.values.joined().sorted() {
            found.append(cookie(path, left.isEmpty ? .extra : .header, nil, rightCookies[place].facets))
        }
        return found
    }

    /// Facets without a partner that says the same.
    private func differing(
        _ left: [HeaderFacet], _ right: [HeaderFacet]
    ) -> (left: [HeaderFacet], right: [HeaderFacet]) {
        func isSame(_ one: HeaderFacet, _ other: HeaderFacet) -> Bool {
            one.key == other.key && one.says(theSameAs: other, exactly: context.isExact)
        }
        var rest = right
        var only: [HeaderFacet] = []
        for facet in left {
            if let partner = rest.firstIndex(where: { isSame($0, facet) }) {
                rest.remove(at: partner)
            } else if !right.contains(where: { isSame($0, facet) }) {
                only.append(facet)
            }
        }
        // A member that is named twice says no more than once.
        return (only, rest.filter { facet in !left.contains { isSame($0, facet) } })
    }

    /// One for each thing that the field says, at a path of its own.
    private static func parts(_ name: String, _ left: [HeaderFacet], _ right: [HeaderFacet]) -> [RawDifference] {
        var keys: [String] = []
        for facet in left + right where !keys.contains(facet.key) { keys.append(facet.key) }
        return keys.map { key in
            let path = DifferencePath.header(key.isEmpty ? name : "\(name) \(key)")
            func texts(_ facets: [HeaderFacet]) -> LeafValue? { value(facets.filter { $0.key == key }.map(\.text)) }
            return RawDifference(path: path, kind: .header, monolith: texts(left), service: texts(right))
        }
    }

    private func finding(
        _ name: String, _ path: DifferencePath, _ kind: DifferenceClass, _ left: [String], _ right: [String]
    ) -> Finding {
        var raw = RawDifference(path: path, kind: kind, monolith: Self.value(left), service: Self.value(right))
        raw.relation = kind == .header ? Relation(raw) : nil
        let isSecret = context.rules.redaction.isSensitive(name: name)
        func shown(_ lines: [String]) -> String? {
            guard !lines.isEmpty else { return nil }
            return isSecret ? Redaction.mark : context.rules.redaction.excerpt(of: lines.joined(separator: ", "))
        }
        return Finding(raw: raw, shownMonolith: shown(left), shownService: shown(right))
    }

    private static func value(_ lines: [String]) -> LeafValue? {
        lines.isEmpty ? nil : LeafValue(kind: .text, text: Array(lines.joined(separator: ", ").utf8))
    }

    private func cookie(
        _ path: DifferencePath, _ kind: DifferenceClass, _ left: [HeaderFacet]?, _ right: [HeaderFacet]?
    ) -> Finding {
        func value(_ facets: [HeaderFacet]?) -> LeafValue? {
            facets.map { LeafValue(kind: .text, text: Array($0.map(\.text).joined(separator: ", ").utf8)) }
        }
        func shown(_ facets: [HeaderFacet]?) -> String? {
            guard let facets, !facets.isEmpty else { return nil }
            return context.rules.redaction.excerpt(of: facets.map(\.shown).joined(separator: ", "), isMarked: true)
        }
        return Finding(
            raw: RawDifference(path: path, kind: kind, monolith: value(left), service: value(right)),
            shownMonolith: shown(left), shownService: shown(right))
    }
}
