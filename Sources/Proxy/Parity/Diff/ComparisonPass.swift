/// One comparison while it is made: collects what is found, as it may be shown, and on wish as it is.
struct ComparisonPass {
    private let context: ComparisonContext
    private(set) var comparison = Comparison(verdict: .match)
    /// Only filled on wish.
    private(set) var raw: [RawDifference] = []
    var keepsRaw = false
    private var uses: [Int: RuleUse] = [:]
    private var isUnknown: UnknownReason?

    init(_ context: ComparisonContext) {
        self.context = context
    }

    private var rules: ComparisonRules { context.rules }

    mutating func run(_ monolith: Observation, _ service: Observation) {
        let primary = context.primary == .monolith ? monolith : service
        switch primary.status {
        case 304, 206, 412, 416:
            comparison.verdict = .unknown(.conditional)
            return
        default: break
        }
        let isEquivalent = rules.areEquivalent(monolith.status, service.status)
        if !isEquivalent { compareStatus(monolith.status, service.status) }
        countEquivalence(monolith.status, service.status)
        // An answer of another status class has another body by its nature: to list that as well would hide the cause. One
        // that says the same all the same is looked at.
        let isOfOneClass = isEquivalent || monolith.status / 100 == service.status / 100
        if isOfOneClass || LikeBodies.areLike(monolith, service) {
            let isBodiless = !isEquivalent && Self.isBodiless(monolith.status, service.status)
            for finding in HeaderDiff(context: context).findings(monolith, service) {
                if isBodiless, finding.raw.path == .header("content-type") { continue }
                judge(finding.raw, parts: finding.parts, finding.shownMonolith, finding.shownService)
            }
            if !isBodiless { compareBodies(monolith, service) }
        }
        conclude()
    }

    /// By its status one of both has no body (RFC 9110 section 6.4.1), which says no more than the status does.
    private static func isBodiless(_ left: UInt16, _ right: UInt16) -> Bool {
        [left, right].contains { $0 == 204 || $0 == 205 }
    }

    private mutating func conclude() {
        comparison.ruleUses = uses.values.sorted { $0.rule < $1.rule }
        if !comparison.differences.isEmpty {
            comparison.verdict = .mismatch
        } else if let isUnknown {
            comparison.verdict = .unknown(isUnknown)
        } else if !comparison.excused.isEmpty {
            comparison.verdict = .noise
        }
    }

    /// Which sets of equivalent status codes the monolith's is in, and which of them made one of two.
    private mutating func countEquivalence(_ left: UInt16, _ right: UInt16) {
        for (index, codes) in rules.equivalentStatus.enumerated() where codes.contains(left) {
            let rule = rules.rules.count + index
            uses[rule] = RuleUse(rule: rule, excused: left != right && codes.contains(right) ? 1 : 0)
        }
    }

    private mutating func compareStatus(_ left: UInt16, _ right: UInt16) {
        let value = { (status: UInt16) in LeafValue(kind: .text, text: Array(String(status).utf8)) }
        judge(
            RawDifference(path: .status, kind: .status, monolith: value(left), service: value(right)), String(left),
            String(right))
    }

    // MARK: Differences outside of documents

    private mutating func judge(
        _ difference: RawDifference, parts: [RawDifference] = [], _ monolith: String?, _ service: String?
    ) {
        let parts = parts.isEmpty ? [difference] : parts
        for accepted in rules.accepted
        where accepted.path == difference.path
            && accepted.acceptance.covers(difference.kind, difference.relation, at: context.time)
        {
            uses[accepted.rule, default: RuleUse(rule: accepted.rule)].excused += 1
            return
        }
        if rules.places != nil, difference.path == .body(JSONPointer()) {
            let here = rules.placeRules(PlaceAutomaton.root)
            let accepted = here.accepts.first {
                $0.acceptance.covers(difference.kind, difference.relation, at: context.time)
            }
            if let rule = here.ignore ?? accepted?.rule ?? normalizing(here, difference) {
                uses[rule, default: RuleUse(rule: rule)].excused += 1
                return
            }
        }
        if difference.kind == .header, let left = difference.monolith, let right = difference.service,
            context.identity?.areEquivalent(left, right, at: difference.path) ?? false
        {
            return
        }
        let shown = Difference(
            path: difference.path, kind: difference.kind, relation: difference.relation, monolith: monolith,
            service: service)
        if let volatility = context.volatility, parts.allSatisfy({ volatility.excuses($0) }) {
            return comparison.excused.append(shown)
        }
        guard comparison.differences.count < context.differenceLimit else { return comparison.isShortened = true }
        comparison.differences.append(shown)
        if keepsRaw { raw += parts }
    }

    /// The rule under which two whole texts are equal.
    private func normalizing(_ here: PlaceRules, _ difference: RawDifference) -> Int? {
        guard let (rule, steps) = here.normalize, let left = difference.monolith, let right = difference.service,
            left.kind == .text, right.kind == .text, steps.makeEqual(left.text, right.text, context)
        else { return nil }
        return rule
    }

    // MARK: Bodies

    private mutating func compareBodies(_ monolith: Observation, _ service: Observation) {
        if monolith.isCut || service.isCut { return isUnknown = .size }
        let isEqual =
            monolith.contentEncoding == service.contentEncoding && ByteEquality.equal(monolith.body, service.body)
        if isEqual, rules.places == nil || !context.measuresCost || monolith.contentEncoding != nil { return }
        switch (BodyReader.read(monolith), BodyReader.read(service)) {
        case (.success(let left), .success(let right)):
            compare(left, right, isEqual)
        case (.failure(.unknown), _), (_, .failure(.unknown)):
            isUnknown = .encoded
        case (.failure(.tooLarge), _), (_, .failure(.tooLarge)):
            isUnknown = .size
        case (.failure(.broken), .failure(.broken)):
            compareText(monolith.body, service.body, .encoding)
        case (.failure(.broken), _), (_, .failure(.broken)):
            compareText(monolith.body, service.body, .encoding)
        }
    }

    private mutating func compare(_ left: ReadBody, _ right: ReadBody, _ isEqual: Bool) {
        guard isEqual || left.text != right.text || rules.places != nil else { return }
        let same = isEqual ? left.document(preferring: right.format) : nil
        let (monolith, service) = isEqual ? (same, same) : ReadBody.documents(left, right)
        if let monolith, let service { return compareDocuments(monolith, service, isEqual) }
        if isEqual || left.text == right.text { return }
        compareText(left.text, right.text, kindOfText(left, right, monolith != nil, service != nil))
    }

    /// Why two texts of which at least one is no document differ.
    private func kindOfText(
        _ left: ReadBody, _ right: ReadBody, _ isLeftRead: Bool, _ isRightRead: Bool
    ) -> DifferenceClass {
        if left.text.isEmpty { return .extra }
        if right.text.isEmpty { return .missing }
        if isLeftRead != isRightRead {
            let broken = isLeftRead ? right : left
            return broken.endsEarly ? .truncated : .format
        }
        return left.text.starts(with: right.text) || right.text.starts(with: left.text) ? .truncated : .value
    }

    private mutating func compareDocuments(_ left: JSONDocument, _ right: JSONDocument, _ isEqual: Bool) {
        var monolith = left
        if rules.places != nil {
            let census = monolith.mark(under: rules, side: .monolith)
            if context.measuresCost {
                comparison.coverage = census.coverage
                comparison.isMeasured = true
                for (rule, leaves) in census.leaves { uses[rule, default: RuleUse(rule: rule)].leaves += leaves }
            }
        }
        if isEqual { return }
        var service = right
        if rules.places != nil { service.mark(under: rules, side: .service) }
        var context = context
        context.differenceLimit = max(0, context.differenceLimit - comparison.differences.count)
        var diff = JSONDiff(monolith: monolith, service: service, context: context)
        diff.run()
        comparison.isShortened = comparison.isShortened || diff.isShortened
        for (rule, count) in diff.uses { uses[rule, default: RuleUse(rule: rule)].excused += count }
        let presenter = FindingPresenter(diff: diff)
        comparison.differences += diff.findings.map { presenter.shown($0) }
        comparison.excused += diff.excused.prefix(Comparator.differenceLimit).map { presenter.shown($0) }
        if keepsRaw { raw += diff.findings.map { presenter.raw($0) } }
    }

    private mutating func compareText(_ left: [UInt8], _ right: [UInt8], _ kind: DifferenceClass) {
        let value = { (text: [UInt8]) in LeafValue(kind: .text, text: text) }
        var difference = RawDifference(
            path: .body(JSONPointer()), kind: kind, monolith: kind == .extra ? nil : value(left),
            service: kind == .missing ? nil : value(right))
        if kind == .value { difference.relation = Relation(difference) }
        let offset = ByteEquality.firstDifference(left, right)
        let isText = String(validating: left, as: UTF8.self) != nil && String(validating: right, as: UTF8.self) != nil
        let context = TextContext(redaction: rules.redaction, isText: isText, offset: offset)
        judge(
            difference, kind == .extra ? nil : context.shown(left), kind == .missing ? nil : context.shown(right))
    }
}
