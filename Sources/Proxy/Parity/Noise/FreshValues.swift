/// The shape of answers to writes, which cannot be asked again: values that are new with each call, and of one kind.
///
/// One sample on each side is little, so only what cannot be anything else is taken for new: UUIDs, moments of this very
/// exchange, and long ids without meaning that have one alphabet and one length. Whether it is the *right* new id is the
/// blind spot of shape alone; identity rules and `confirm` see it.
struct FreshValues: VolatilityJudge {
    /// When the exchange began, in seconds since 1970.
    let time: Double
    /// What is compared are changes, rows by table: nothing says in which order rows were written.
    var areChanges = false

    /// Shorter texts may mean something.
    private static let opaqueLength = 12

    func isUnordered(at path: DifferencePath) -> Bool {
        guard areChanges, case .body(let pointer) = path else { return false }
        return pointer.tokens.count == 1
    }

    func excuses(_ difference: RawDifference) -> Bool {
        switch difference.kind {
        case .value, .format, .header: break
        case .missing, .extra, .type, .order, .length, .encoding, .status, .truncated, .latency: return false
        }
        guard let monolith = difference.monolith, let service = difference.service, monolith.kind == service.kind else {
            return false
        }
        switch monolith.kind {
        case .number: return areMoments(monolith.text, service.text)
        case .string, .text: return areFresh(monolith.text, service.text)
        case .null, .bool, .array, .object: return false
        }
    }

    private func areMoments(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard let left = WrittenNumber(left), let right = WrittenNumber(right), let unit = EpochUnit(left.value),
            EpochUnit(right.value) == unit, left.decimals == right.decimals
        else { return false }
        return areOfExchange(left.value / unit.perSecond, right.value / unit.perSecond)
    }

    /// Both are now, or both count on from now by the same: an expiry.
    private func areOfExchange(_ left: Double, _ right: Double) -> Bool {
        if isNow(left) && isNow(right) { return true }
        return time > 0 && min(left, right) > time && abs(left - right) <= Self.mostApart
    }

    /// Between the two sides' answers, in seconds.
    private static let mostApart = 5.0

    private func isNow(_ seconds: Double) -> Bool { Nearness([time]).covers(seconds) }

    private func areFresh(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        if WrittenNumber(left) != nil { return areMoments(left, right) }
        let own = TextSegments(left)
        let its = TextSegments(right)
        guard own.signature == its.signature else { return false }
        return zip(own.parts, its.parts).allSatisfy { own, its in
            switch (own, its) {
            case (.uuid(let own), .uuid(let its)): !its.isNil && (own.letters == its.letters || own.letters == .none)
            case (.time(let own), .time(let its)):
                own.decimals == its.decimals && !own.isClock && areOfExchange(own.seconds, its.seconds)
            case (.literal(let own), .literal(let its)): own == its || areOpaque(own, its)
            case (.address(let own), .address(let its)): own == its
            default: false
            }
        }
    }

    /// Equal but for one long token each, without meaning and of one kind.
    private func areOpaque(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let tokens = (Self.tokens(left), Self.tokens(right))
        guard tokens.0.count == tokens.1.count else { return false }
        return zip(tokens.0, tokens.1).allSatisfy { own, its in
            own == its
                || (Self.isOpaque(own) || Self.isOpaque(its)) && Self.tag(own) == Self.tag(its)
                    && RunShape([own]).problem(of: its) == nil && RunShape([its]).problem(of: own) == nil
        }
    }

    /// The letters in front of an id that name its kind: `pi_`.
    private static func tag(_ token: [UInt8]) -> ArraySlice<UInt8> {
        guard let end = token.prefix(8).firstIndex(of: UInt8(ascii: "_")) else { return [] }
        let tag = token[..<end]
        return tag.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 } ? tag : []
    }

    /// Cut where no id goes on; the characters of base64 are part of a token.
    private static func tokens(_ text: [UInt8]) -> [[UInt8]] {
        text.split(omittingEmptySubsequences: false) { byte in
            !TextSegments.isWord(byte) && byte != UInt8(ascii: "-") && byte != UInt8(ascii: "_")
        }.map(Array.init)
    }

    /// Letters and digits change so often only where they mean nothing; words in one, `orderCreated`, seldom do.
    private static func isOpaque(_ token: [UInt8]) -> Bool {
        guard token.count >= opaqueLength else { return false }
        let changes = zip(token, token.dropFirst()).count { one, next in
            let isUpper = UInt8(ascii: "A")...UInt8(ascii: "Z") ~= next && UInt8(ascii: "a")...UInt8(ascii: "z") ~= one
            return TextSegments.isDigit(one) != TextSegments.isDigit(next) || isUpper
        }
        return changes * 4 >= token.count
    }
}

extension Judge {
    /// Judges a write: by its shape where values are new with each call.
    ///
    /// - Parameter plain: the comparison under `context`, whose `time` is when the exchange began.
    package static func judgeWrite(
        _ plain: Comparison, monolith: Observation, service: Observation, context: ComparisonContext
    ) -> Judgement {
        guard plain.verdict == .mismatch else { return Judgement(plain) }
        var context = context
        context.volatility = FreshValues(time: context.time)
        var judgement = Judgement(Comparator.compare(monolith: monolith, service: service, context: context))
        if judgement.verdict == .noise { judgement.noise = .fresh }
        return judgement
    }
}
