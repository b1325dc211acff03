/// Walks two documents side by side and notes where they differ.
///
/// Recursion is bounded by ``JSONDocument/depthLimit``, the work by the size of the documents (n log n), the list of
/// differences by ``Comparator/differenceLimit``.
struct JSONDiff {
    /// One step of the way from the root to the values at hand.
    enum Step {
        /// The node of a key in the monolith's document.
        case key(Int)
        /// The node of a key that only the service has.
        case serviceKey(Int)
        case index(Int)
    }

    let monolith: JSONDocument
    let service: JSONDocument
    let redaction: Redaction
    var path: [Step] = []
    private(set) var differences: [Difference] = []
    private(set) var isShortened = false

    /// Hashes of every value on each side, made when the first pair of arrays differs.
    private var hashes: (monolith: [UInt64], service: [UInt64])?

    init(monolith: JSONDocument, service: JSONDocument, redaction: Redaction) {
        self.monolith = monolith
        self.service = service
        self.redaction = redaction
    }

    mutating func run() {
        compare(0, 0)
    }

    mutating func compare(_ left: Int, _ right: Int) {
        let leftNode = monolith.nodes[left]
        let rightNode = service.nodes[right]
        if leftNode.isIgnored || rightNode.isIgnored || isShortened { return }
        guard leftNode.kind == rightNode.kind else {
            note(.type, left, right)
            return
        }
        switch leftNode.kind {
        case .null: break
        case .bool, .number:
            if !hasEqualBytes(leftNode, rightNode) { note(.value, left, right) }
        case .string:
            if !hasEqualText(left, right) { note(.value, left, right) }
        case .object: compareMembers(left, right)
        case .array: compareElements(left, right)
        }
    }

    mutating func compare(_ left: Int, _ right: Int, at step: Step) {
        path.append(step)
        compare(left, right)
        path.removeLast()
    }

    mutating func noteMissing(_ left: Int, at step: Step) {
        guard !monolith.nodes[left].isIgnored else { return }
        path.append(step)
        note(.missing, left, nil)
        path.removeLast()
    }

    mutating func noteExtra(_ right: Int, at step: Step) {
        guard !service.nodes[right].isIgnored else { return }
        path.append(step)
        note(.extra, nil, right)
        path.removeLast()
    }

    mutating func note(_ kind: DifferenceClass, _ left: Int?, _ right: Int?) {
        let tokens = tokens()
        let isSensitive = tokens.contains { redaction.isSensitive(name: $0) }
        note(
            kind, tokens,
            left.map { isSensitive ? Redaction.mark : redaction.excerpt(of: $0, in: monolith) },
            right.map { isSensitive ? Redaction.mark : redaction.excerpt(of: $0, in: service) })
    }

    /// Notes a difference of the arrays at hand as such, which is said by two counts and not by values.
    mutating func noteLength(_ left: Int, _ right: Int) {
        note(.length, tokens(), elements(left), elements(right))
    }

    func hasEqualText(_ left: Int, _ right: Int) -> Bool {
        let leftNode = monolith.nodes[left]
        let rightNode = service.nodes[right]
        if !leftNode.isEscaped && !rightNode.isEscaped { return hasEqualBytes(leftNode, rightNode) }
        return monolith.text(of: left) == service.text(of: right)
    }

    func hasEqualBytes(_ left: JSONNode, _ right: JSONNode) -> Bool {
        ByteEquality.equal(monolith.bytes, left.range, service.bytes, right.range)
    }

    mutating func valueHashes() -> (monolith: [UInt64], service: [UInt64]) {
        if let hashes { return hashes }
        let made = (monolith.hashes(), service.hashes())
        hashes = made
        return made
    }

    private mutating func note(
        _ kind: DifferenceClass, _ tokens: [String], _ left: String?, _ right: String?
    ) {
        guard differences.count < Comparator.differenceLimit else {
            isShortened = true
            return
        }
        let path = DifferencePath.body(JSONPointer(tokens: tokens))
        differences.append(Difference(path: path, kind: kind, monolith: left, service: right))
    }

    private func tokens() -> [String] {
        path.map { step in
            switch step {
            case .key(let node): String(decoding: monolith.text(of: node), as: UTF8.self)
            case .serviceKey(let node): String(decoding: service.text(of: node), as: UTF8.self)
            case .index(let index): String(index)
            }
        }
    }

    private func elements(_ count: Int) -> String {
        count == 1 ? "1 element" : "\(count) elements"
    }
}
