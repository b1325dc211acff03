import Parity

/// One labelled pair of the corpus; `Corpus/README.md` has the format.
struct CorpusPair: Sendable {
    /// What a comparison has to find: a class, a path and, where it is said, a relation.
    struct Expected: Sendable, CustomStringConvertible {
        var kind: String
        var path: String
        var relation: String?

        var description: String { "\(kind) \(path) \(relation ?? "")" }

        func isSaid(by difference: Difference) -> Bool {
            kind == difference.kind.rawValue && path == difference.path.description
                && (relation == nil || relation == difference.relation?.rawValue)
        }
    }

    var reason = ""
    var monolith = Observation(status: 200, contentType: Array("application/json".utf8))
    var service = Observation(status: 200, contentType: Array("application/json".utf8))
    var bases: [String] = []
    var rules: [Rule] = []
    var equivalentStatus: [Set<UInt16>] = []
    var expected: [Expected] = []
    var isUnknown = false

    /// The moment of every comparison of the corpus; accepted differences lie before or after it.
    static let time = 1_000_000.0

    func context() throws -> ComparisonContext {
        var context = ComparisonContext(
            try ComparisonRules(
                headers: ComparisonRules.defaultHeaders, rules: rules, equivalentStatus: equivalentStatus))
        context.time = Self.time
        if bases.count == 2 {
            context.monolithBases = [bases[0]]
            context.serviceBases = [bases[1]]
        }
        return context
    }

    /// The pairs of a file.
    static func pairs(in text: String) -> [CorpusPair] {
        var pairs: [CorpusPair] = []
        var pair: CorpusPair?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("#") { continue }
            if line.isEmpty {
                if let pair { pairs.append(pair.decoded()) }
                pair = nil
                continue
            }
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            pair = pair ?? CorpusPair()
            pair?.take(parts[0], parts.count == 2 ? String(parts[1].drop { $0 == " " }) : "")
        }
        if let pair { pairs.append(pair.decoded()) }
        return pairs
    }

    /// Bodies with a coding are written in hexadecimal.
    private func decoded() -> CorpusPair {
        var pair = self
        if monolith.contentEncoding != nil { pair.monolith.body = Self.hexadecimal(monolith.body) }
        if service.contentEncoding != nil { pair.service.body = Self.hexadecimal(service.body) }
        return pair
    }

    private mutating func take(_ key: String, _ value: String) {
        switch key {
        case "reason": reason = value
        case "monolith": monolith.body = Self.bytes(value)
        case "service": service.body = Self.bytes(value)
        case "both":
            monolith.body = Self.bytes(value)
            service.body = Self.bytes(value)
        case "type":
            monolith.contentType = Array(value.utf8)
            service.contentType = Array(value.utf8)
        case "monolith-type": monolith.contentType = value == "none" ? nil : Array(value.utf8)
        case "service-type": service.contentType = value == "none" ? nil : Array(value.utf8)
        case "monolith-status": monolith.status = UInt16(value) ?? 0
        case "service-status": service.status = UInt16(value) ?? 0
        case "monolith-header": monolith.headers.append(Self.field(value))
        case "service-header": service.headers.append(Self.field(value))
        case "monolith-coding": monolith.contentEncoding = Array(value.utf8)
        case "service-coding": service.contentEncoding = Array(value.utf8)
        case "base": bases = value.split(separator: " ").map(String.init)
        case "rule": addRule(value.split(separator: " ", omittingEmptySubsequences: false).map(String.init))
        case "expect": expect(value.split(separator: " ").map(String.init))
        default: preconditionFailure("the corpus has no key \(key)")
        }
    }

    private mutating func expect(_ words: [String]) {
        switch words[0] {
        case "match": break
        case "unknown": isUnknown = true
        default:
            expected.append(Expected(kind: words[0], path: words[1], relation: words.count > 2 ? words[2] : nil))
        }
    }

    private mutating func addRule(_ words: [String]) {
        let place = words[1]
        let rest = Array(words.dropFirst(2))
        func accepted(until expires: Double) -> Rule.Kind {
            .accept(Acceptance(kind: DifferenceClass(rawValue: rest[0]), reason: "r", ticket: "t", expires: expires))
        }
        switch words[0] {
        case "status": equivalentStatus.append(Set(words.dropFirst().compactMap { UInt16($0) }))
        case "ignore": rules.append(Rule(place, .ignore))
        case "numeric": rules.append(Rule(place, .numeric(NumericTolerance(absolute: rest[0]))))
        case "relative":
            let millionths = UInt32((Double(rest[0].dropLast()) ?? 0) * 10_000)
            rules.append(Rule(place, .numeric(NumericTolerance(relativeMillionths: millionths))))
        case "decimals": rules.append(Rule(place, .numeric(NumericTolerance(decimals: Int(rest[0])))))
        case "time": rules.append(Rule(place, .time(seconds: Double(rest[0]) ?? 0)))
        case "unordered": rules.append(Rule(place, .unordered(key: rest.first)))
        case "align": rules.append(Rule(place, .aligned(key: rest[0])))
        case "rename": rules.append(Rule(place, .rename(to: rest[0])))
        case "shape": rules.append(Rule(place, .shape))
        case "normalise": rules.append(Rule(place, .normalize(rest.compactMap { Normalization(rawValue: $0) })))
        case "accept": rules.append(Rule(place, accepted(until: Self.time + 1)))
        case "expired": rules.append(Rule(place, accepted(until: Self.time - 1)))
        default: preconditionFailure("the corpus has no rule \(words[0])")
        }
    }

    private static func field(_ line: String) -> HeaderField {
        let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
        return HeaderField(name: parts[0], value: Array(parts[1].drop { $0 == " " }.utf8))
    }

    /// `\xHH` is a byte; every other backslash stays as it is.
    private static func bytes(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x") {
                let digits = String(decoding: rest.dropFirst().prefix(2), as: UTF8.self)
                if let value = UInt8(digits, radix: 16) {
                    bytes.append(value)
                    rest = rest.dropFirst(3)
                    continue
                }
            }
            bytes.append(byte)
        }
        return bytes
    }

    private static func hexadecimal(_ digits: [UInt8]) -> [UInt8] {
        stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
    }
}

/// What a comparison found of what the corpus expects.
struct CorpusScore {
    var pairs = 0
    /// Differences expected, and those of them found with their class, path and relation.
    var expected = 0
    var found = 0
    /// Differences found that nobody expected.
    var unexpected = 0
    /// Pairs with another verdict than expected.
    var wrongVerdicts = 0
    var complaints: [String] = []

    var recall: Double { expected == 0 ? 1 : Double(found) / Double(expected) }
    var precision: Double { found + unexpected == 0 ? 1 : Double(found) / Double(found + unexpected) }

    mutating func add(_ pair: CorpusPair) throws {
        let comparison = Comparator.compare(
            monolith: pair.monolith, service: pair.service, context: try pair.context())
        pairs += 1
        expected += pair.expected.count
        var rest = comparison.differences
        var missed: [String] = []
        for wanted in pair.expected {
            if let place = rest.firstIndex(where: { wanted.isSaid(by: $0) }) {
                rest.remove(at: place)
                found += 1
            } else {
                missed.append(wanted.description)
            }
        }
        unexpected += rest.count
        let verdict = pair.isUnknown ? "unknown" : pair.expected.isEmpty ? "match" : "mismatch"
        if comparison.verdict.name != verdict { wrongVerdicts += 1 }
        if !missed.isEmpty || !rest.isEmpty || comparison.verdict.name != verdict {
            complaints.append(
                "\(pair.reason): \(comparison.verdict.name), missed \(missed), found \(rest.map(CorpusScore.line))")
        }
    }

    private static func line(_ difference: Difference) -> String {
        "\(difference.kind.rawValue) \(difference.path) \(difference.relation?.rawValue ?? "") "
            + "\(difference.monolith ?? "-") -> \(difference.service ?? "-")"
    }
}
