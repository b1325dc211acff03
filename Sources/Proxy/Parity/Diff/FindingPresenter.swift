/// Turns findings, which point into documents, into differences.
struct FindingPresenter {
    let diff: JSONDiff

    /// With its values redacted and shortened.
    func shown(_ finding: JSONDiff.Finding) -> Difference {
        let whole = diff.path(finding.trail)
        let path = redacted(whole)
        if finding.kind == .length {
            return Difference(
                path: path, kind: .length, monolith: count(finding.left, diff.monolith),
                service: count(finding.right, diff.service))
        }
        let isSecret = isSecret(whole)
        if !isSecret, let (monolith, service) = partings(finding) {
            return Difference(
                path: path, kind: finding.kind, relation: finding.relation, monolith: monolith, service: service)
        }
        return Difference(
            path: path, kind: finding.kind, relation: finding.relation,
            monolith: finding.left.map { value($0, diff.monolith, isSecret) },
            service: finding.right.map { value($0, diff.service, isSecret) })
    }

    /// A map may be keyed by what looks like a secret: by addresses.
    private func redacted(_ path: DifferencePath) -> DifferencePath {
        guard case .body(let pointer) = path else { return path }
        return .body(
            JSONPointer(
                tokens: pointer.tokens.map { token in
                    let bytes = Array(token.utf8)
                    let marked = diff.rules.redaction.marked(bytes)
                    return marked == bytes ? token : String(decoding: marked, as: UTF8.self)
                }))
    }

    func raw(_ finding: JSONDiff.Finding) -> RawDifference {
        RawDifference(
            path: diff.path(finding.trail), kind: finding.kind, relation: finding.relation,
            monolith: finding.left.map { diff.monolith.leaf($0) }, service: finding.right.map { diff.service.leaf($0) })
    }

    private func value(_ node: Int, _ document: JSONDocument, _ isSecret: Bool) -> String {
        isSecret ? Redaction.mark : diff.rules.redaction.excerpt(of: node, in: document, rules: diff.rules)
    }

    /// Whether a name on the path, or a rule about it or a place above, keeps the values here from being shown.
    private func isSecret(_ path: DifferencePath) -> Bool {
        guard case .body(let pointer) = path else { return false }
        if pointer.tokens.contains(where: { diff.rules.redaction.isSensitive(name: $0) }) { return true }
        guard let places = diff.rules.places else { return false }
        var state = PlaceAutomaton.root
        if diff.rules.placeRules(state).isSecret { return true }
        for token in pointer.tokens {
            let name = Array(token.utf8)
            state = places.next(state) { $0 == name }
            if state == PlaceAutomaton.dead { return false }
            if diff.rules.placeRules(state).isSecret { return true }
        }
        return false
    }

    /// Two long texts, or two lists, from shortly before the place where they part: their beginnings are the same.
    private func partings(_ finding: JSONDiff.Finding) -> (monolith: String, service: String)? {
        guard let left = finding.left, let right = finding.right else { return nil }
        if finding.kind == .order { return orders(left, right) }
        let (one, other) = (scalar(left, diff.monolith), scalar(right, diff.service))
        guard let one, let other, max(one.count, other.count) > Redaction.excerptLimit else { return nil }
        let offset = ByteEquality.firstDifference(one, other)
        guard offset > Redaction.excerptLimit / 2 else { return nil }
        let redaction = diff.rules.redaction
        return (redaction.excerpt(of: one, around: offset), redaction.excerpt(of: other, around: offset))
    }

    /// A text or a number as JSON, escaped in one way.
    private func scalar(_ node: Int, _ document: JSONDocument) -> [UInt8]? {
        switch document.nodes[node].kind {
        case .number: return document.leaf(node).text
        case .string:
            var json: [UInt8] = []
            JSONText.append(document.text(of: node), to: &json)
            return json
        case .null, .bool, .object, .array: return nil
        }
    }

    /// The elements of two lists from the first on that is not the same.
    private func orders(_ left: Int, _ right: Int) -> (monolith: String, service: String)? {
        let (one, other) = (diff.monolith.children(of: left), diff.service.children(of: right))
        let start = zip(one, other).enumerated().first { _, pair in
            !diff.hasEqualBytes(diff.monolith.nodes[pair.0], diff.service.nodes[pair.1])
        }
        guard let start = start?.offset, start > 0 else { return nil }
        func shown(_ elements: [Int], _ document: JSONDocument) -> String {
            let shown = elements[start...].prefix(Self.shownElements).map { value($0, document, false) }
            return
                "[\(start > 0 ? "…," : "")\(shown.joined(separator: ","))\(start + shown.count < elements.count ? ",…" : "")]"
        }
        return (shown(one, diff.monolith), shown(other, diff.service))
    }

    private static let shownElements = 3

    private func count(_ array: Int?, _ document: JSONDocument) -> String? {
        array.map { array in
            let count = document.children(of: array).count
            return count == 1 ? "1 element" : "\(count) elements"
        }
    }
}
