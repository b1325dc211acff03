extension Relation {
    /// How the two values of a difference hang together; nil when nothing usual explains it.
    init?(_ difference: RawDifference) {
        guard let found = Self.find(difference) else { return nil }
        self = found
    }

    /// Longer values are not looked at: they are documents, not values.
    private static let textLimit = 4096

    private static func find(_ difference: RawDifference) -> Relation? {
        switch (difference.monolith, difference.service) {
        case (let present?, nil), (nil, let present?):
            if present.kind == .null { return .nullAgainstAbsent }
            return isEmpty(present) ? .emptyAgainstNull : nil
        case (let left?, let right?):
            guard left.text.count <= textLimit, right.text.count <= textLimit else {
                let isText = left.kind == right.kind && (left.kind == .string || left.kind == .text)
                return isText && TextRelation.isPrefix(left.text, right.text) ? .prefix : nil
            }
            if difference.kind == .order { return nil }
            return left.kind == right.kind ? ofValues(left, right) : ofTypes(left, right)
        case (nil, nil):
            return nil
        }
    }

    private static func isEmpty(_ value: LeafValue) -> Bool {
        switch value.kind {
        case .string, .text: value.text.isEmpty
        case .array, .object: value.text.count(where: { !TextForm.isSpace($0) }) == 2
        case .null, .bool, .number: false
        }
    }

    private static func ofTypes(_ left: LeafValue, _ right: LeafValue) -> Relation? {
        let kinds: Set<LeafValue.Kind> = [left.kind, right.kind]
        if kinds.contains(.null) { return isEmpty(left) || isEmpty(right) ? .emptyAgainstNull : nil }
        if isWritten(left, as: right) || isWritten(right, as: left) { return .encodingTwice }
        if kinds == [.number, .string] {
            if let first = Decimal(left.text), let second = Decimal(right.text), first.isSameNumber(as: second) {
                return .stringAgainstNumber
            }
            if let first = PointInTime(written: left.text), let second = PointInTime(written: right.text),
                first.seconds(to: second) < 1
            {
                return .timeFormat
            }
            return nil
        }
        if kinds.contains(.bool), let first = truth(left), let second = truth(right), first == second {
            return .booleanFormat
        }
        return nil
    }

    /// An object or a list on one side, and on the other a text that is JSON of this kind.
    private static func isWritten(_ value: LeafValue, as text: LeafValue) -> Bool {
        guard text.kind == .string, value.kind == .object || value.kind == .array,
            let document = try? JSONDocument(text.text)
        else { return false }
        return document.nodes[0].kind == (value.kind == .object ? .object : .array)
    }

    private static func truth(_ value: LeafValue) -> Bool? {
        guard value.kind == .bool || value.kind == .string || value.kind == .number else { return nil }
        switch String(decoding: value.text, as: UTF8.self).lowercased() {
        case "true", "1", "yes", "y", "on": return true
        case "false", "0", "no", "n", "off": return false
        default: return nil
        }
    }

    private static func ofValues(_ left: LeafValue, _ right: LeafValue) -> Relation? {
        switch left.kind {
        case .number:
            return NumericRelation.find(left.text, right.text)
                ?? PointInTime(left.text).flatMap { one in
                    PointInTime(right.text).flatMap { TimeRelation.find(one, $0) }
                }
        case .string, .text:
            return TextRelation.find(left.text, right.text)
        case .null, .bool, .array, .object:
            return nil
        }
    }
}

/// Relations of two numbers.
enum NumericRelation {
    private static let factors: [UInt128] = [
        10, 100, 1_000, 10_000, 100_000, 1_000_000, 1_000_000_000, 60, 3_600, 86_400, 24, 7, 12, 1_024, 1_048_576,
    ]

    static func find(_ left: [UInt8], _ right: [UInt8]) -> Relation? {
        guard let first = Decimal(left), let second = Decimal(right) else { return nil }
        if first.isSameNumber(as: second) { return .numberFormat }
        return isOfDouble(first, right) || isOfDouble(second, left) ? .rounding : find(first, second)
    }

    /// Whether a number is what a program writes that has read the other one into floating point: 2^53 for 2^53 + 1.
    private static func isOfDouble(_ number: Decimal, _ text: [UInt8]) -> Bool {
        guard let double = Double(String(decoding: text, as: UTF8.self)), double.isFinite, double != 0 else {
            return false
        }
        if Decimal(Array("\(double)".utf8))?.isSameNumber(as: number) ?? false { return true }
        guard double == double.rounded(), double.magnitude < 1e36 else { return false }
        return Decimal(Array("\(Int128(double))".utf8))?.isSameNumber(as: number) ?? false
    }

    private static func find(_ left: Decimal, _ right: Decimal) -> Relation? {
        if left.isNegative != right.isNegative {
            var flipped = left
            flipped.isNegative.toggle()
            if flipped.isSameNumber(as: right) { return .sign }
        }
        if left.significantPlaces == 0, right.significantPlaces == 0, let distance = left.distance(to: right),
            distance.isSameNumber(as: .one)
        {
            return .offByOne
        }
        if isRounded(left, right) || isRounded(right, left) { return .rounding }
        if left.mantissa > 0, right.mantissa > 0, left.isNegative == right.isNegative {
            for factor in factors {
                if let scaled = left.scaled(by: factor), scaled.isSameNumber(as: right) { return .unit }
                if let scaled = right.scaled(by: factor), scaled.isSameNumber(as: left) { return .unit }
            }
        }
        // The last of several digits after the point is one off: computed in another way.
        if left.places == right.places, left.places >= 2, let distance = left.distance(to: right),
            distance.mantissa == 1
        {
            return .rounding
        }
        return nil
    }

    private static func isRounded(_ long: Decimal, _ short: Decimal) -> Bool {
        let places = short.significantPlaces
        guard long.significantPlaces > places else { return false }
        // To round away every digit is to lose the number.
        guard short.mantissa > 0 || places > 0 else { return false }
        return [short.places, places].contains { places in
            long.rounded(to: places).isSameNumber(as: short)
                || long.rounded(to: places, cut: true).isSameNumber(as: short)
        }
    }
}

/// Relations of two points in time.
enum TimeRelation {
    static func find(_ left: PointInTime, _ right: PointInTime) -> Relation? {
        let isZoneSaid = left.zone != nil && right.zone != nil
        if left.nanoseconds == right.nanoseconds {
            return isZoneSaid && left.zone != right.zone && left.notation == right.notation ? .timeZone : .timeFormat
        }
        if left.local == right.local { return left.zone == nil || right.zone == nil ? .timeFormat : .timeZone }
        let distance =
            left.nanoseconds > right.nanoseconds
            ? left.nanoseconds - right.nanoseconds : right.nanoseconds - left.nanoseconds
        let day: Int128 = 86_400_000_000_000
        if left.notation == .date || right.notation == .date {
            if left.notation != right.notation {
                return floorDay(left.local) == floorDay(right.local) ? .timeFormat : nil
            }
            return distance == day ? .offByOne : nil
        }
        // The fraction of the second is lost, or some of its digits.
        if distance < 1_000_000_000,
            [1_000_000_000, 1_000_000, 1_000].contains(where: { unit in
                left.nanoseconds / unit == right.nanoseconds / unit
                    && (left.nanoseconds % unit == 0 || right.nanoseconds % unit == 0)
            })
        {
            return .timeFormat
        }
        let quarter: Int128 = 900_000_000_000
        if distance % quarter == 0, distance <= 14 * 4 * quarter { return .timeZone }
        return distance == 1_000_000_000 ? .offByOne : nil
    }

    private static func floorDay(_ nanoseconds: Int128) -> Int128 {
        let day: Int128 = 86_400_000_000_000
        return (nanoseconds - ((nanoseconds % day) + day) % day) / day
    }
}

/// Relations of two texts.
enum TextRelation {
    static func find(_ left: [UInt8], _ right: [UInt8]) -> Relation? {
        if left.isEmpty || right.isEmpty { return nil }
        if let found = ofTimes(left, right) { return found }
        if let found = NumericRelation.find(left, right) { return found }
        if TextForm.withoutSpace(left) == TextForm.withoutSpace(right) { return .whiteSpace }
        guard let first = String(validating: left, as: UTF8.self), let second = String(validating: right, as: UTF8.self)
        else { return isPrefix(left, right) ? .prefix : nil }
        // Strings are equal when they are canonically equivalent; their bytes are known to differ.
        if let found = ofSpelling(first, second) { return found }
        if TextForm.unescapedOnce(left).contains(right) || TextForm.unescapedOnce(right).contains(left) {
            return .encodingTwice
        }
        if BaseURL.withoutOrigin(left) == BaseURL.withoutOrigin(right) { return .urlBase }
        if isPrefix(left, right) || hasPrefix(left, before: right) || hasPrefix(right, before: left) { return .prefix }
        return areReordered(left, right) ? .order : nil
    }

    /// Of two names of members, which say nothing but what they are.
    static func ofNames(_ left: [UInt8], _ right: [UInt8]) -> Relation? {
        guard let first = String(validating: left, as: UTF8.self), let second = String(validating: right, as: UTF8.self)
        else { return nil }
        return ofSpelling(first, second)
    }

    private static func ofSpelling(_ left: String, _ right: String) -> Relation? {
        if left == right { return .normalizationForm }
        return left.lowercased() == right.lowercased() ? .letterCase : nil
    }

    private static func ofTimes(_ left: [UInt8], _ right: [UInt8]) -> Relation? {
        if let first = PointInTime(left), let second = PointInTime(right) { return TimeRelation.find(first, second) }
        // A day before a month, or after it: both are tried where the text does not say.
        for reading in [left, TextForm.withDayAndMonthSwapped(left)].compactMap({ $0 }) {
            for other in [right, TextForm.withDayAndMonthSwapped(right)].compactMap({ $0 }) {
                guard let first = PointInTime(written: reading), let second = PointInTime(written: other) else {
                    continue
                }
                if let found = TimeRelation.find(first, second) { return found }
            }
        }
        return nil
    }

    static func isPrefix(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.starts(with: right) || right.starts(with: left)
    }

    /// Whether a text is another one with something before it that ends where a word or a number does.
    private static func hasPrefix(_ long: [UInt8], before short: [UInt8]) -> Bool {
        guard long.count > short.count, !short.isEmpty, long.suffix(short.count).elementsEqual(short) else {
            return false
        }
        func kind(_ byte: UInt8) -> Int {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): 1
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...: 2
            default: 3
            }
        }
        let (last, first) = (kind(long[long.count - short.count - 1]), kind(short[0]))
        return last != first || last == 3
    }

    private static func areReordered(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        func parts(_ text: [UInt8]) -> [[UInt8]] {
            text.split { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == 0x20 }.map(Array.init)
                .sorted { $0.lexicographicallyPrecedes($1) }
        }
        let first = parts(left)
        return first.count > 1 && first == parts(right)
    }
}
