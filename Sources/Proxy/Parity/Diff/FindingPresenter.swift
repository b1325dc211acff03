/// Turns findings, which point into documents, into differences.
struct FindingPresenter {
    let diff: JSONDiff

    /// With its values redacted and shortened.
    func shown(_ finding: JSONDiff.Finding) -> Difference {
        let path = diff.path(finding.trail)
        if finding.kind == .length {
            return Difference(
                path: path, kind: .length, monolith: count(finding.left, diff.monolith),
                service: count(finding.right, diff.service))
        }
        let isSecret = isSecret(path)
        return Difference(
            path: path, kind: finding.kind, relation: finding.relation,
            monolith: finding.left.map { value($0, diff.monolith, isSecret) },
            service: finding.right.map { value($0, diff.service, isSecret) })
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

    private func count(_ array: Int?, _ document: JSONDocument) -> String? {
        array.map { array in
            let count = document.children(of: array).count
            return count == 1 ? "1 element" : "\(count) elements"
        }
    }
}
