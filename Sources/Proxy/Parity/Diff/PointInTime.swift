/// A point in time read from the notations that APIs use: RFC 3339 and its looser kin, the dates of HTTP, numbers of
/// seconds or milliseconds since 1970.
struct PointInTime: Equatable {
    enum Notation: Hashable {
        /// `2026-01-31`
        case date
        /// `2026-01-31T10:00:00.000Z`
        case iso
        /// `Sat, 31 Jan 2026 10:00:00 GMT`
        case http
        case seconds, milliseconds
    }

    var notation: Notation
    /// Nanoseconds since 1970, in UTC where the text says a zone, else as if it did.
    var nanoseconds: Int128
    /// Minutes east of UTC; nil where the text does not say.
    var zone: Int?

    /// The clock reading, whatever the zone.
    var local: Int128 { nanoseconds + Int128(zone ?? 0) * 60_000_000_000 }

    init?(_ text: [UInt8]) {
        guard (8...40).contains(text.count) else { return nil }
        var reader = Reader(text: text)
        if let number = Self.epoch(text) {
            self = number
        } else if let iso = reader.iso() {
            self = iso
        } else {
            reader = Reader(text: text)
            guard let http = reader.http() else { return nil }
            self = http
        }
    }

    init(notation: Notation, nanoseconds: Int128, zone: Int?) {
        self.notation = notation
        self.nanoseconds = nanoseconds
        self.zone = zone
    }

    func seconds(to other: PointInTime) -> Double {
        Double(nanoseconds > other.nanoseconds ? nanoseconds - other.nanoseconds : other.nanoseconds - nanoseconds)
            / 1e9
    }

    /// Ten digits are seconds, thirteen milliseconds; with a fraction, seconds.
    private static func epoch(_ text: [UInt8]) -> PointInTime? {
        let whole = text.prefix { $0 &- UInt8(ascii: "0") < 10 }
        guard whole.count == 10 || whole.count == 13, text.first != UInt8(ascii: "0") else { return nil }
        var value = whole.reduce(Int128(0)) { $0 * 10 + Int128($1 - UInt8(ascii: "0")) }
        var unit: Int128 = whole.count == 10 ? 1_000_000_000 : 1_000_000
        value *= unit
        var rest = text.dropFirst(whole.count)
        if !rest.isEmpty {
            guard rest.popFirst() == UInt8(ascii: "."), !rest.isEmpty, rest.count <= 9 else { return nil }
            for byte in rest {
                guard byte &- UInt8(ascii: "0") < 10 else { return nil }
                unit /= 10
                value += unit * Int128(byte - UInt8(ascii: "0"))
            }
        }
        return PointInTime(
            notation: whole.count == 10 ? .seconds : .milliseconds, nanoseconds: value, zone: 0)
    }

    private struct Reader {
        let text: [UInt8]
        var position = 0

        init(text: [UInt8]) { self.text = text }

        var byte: UInt8 { position < text.count ? text[position] : 0 }

        mutating func take(_ wanted: UInt8) -> Bool {
            guard byte == wanted else { return false }
            position += 1
            return true
        }

        mutating func digits(_ count: Int) -> Int? {
            guard position + count <= text.count else { return nil }
            var value = 0
            for offset in position..<position + count {
                guard text[offset] &- UInt8(ascii: "0") < 10 else { return nil }
                value = value * 10 + Int(text[offset] - UInt8(ascii: "0"))
            }
            position += count
            return value
        }

        mutating func iso() -> PointInTime? {
            guard let year = digits(4), take(UInt8(ascii: "-")), let month = digits(2), take(UInt8(ascii: "-")),
                let day = digits(2), let days = PointInTime.days(year, month, day)
            else { return nil }
            if position == text.count {
                return PointInTime(notation: .date, nanoseconds: Int128(days) * 86_400_000_000_000, zone: nil)
            }
            guard take(UInt8(ascii: "T")) || take(UInt8(ascii: "t")) || take(UInt8(ascii: " ")),
                let clock = clock(needsSeconds: false)
            else { return nil }
            _ = take(UInt8(ascii: " "))
            guard let zone = zone() else { return nil }
            var nanoseconds = Int128(days) * 86_400_000_000_000 + clock
            if let offset = zone.minutes { nanoseconds -= Int128(offset) * 60_000_000_000 }
            return PointInTime(notation: .iso, nanoseconds: nanoseconds, zone: zone.minutes)
        }

        /// `Sat, 31 Jan 2026 10:00:00 GMT` and `+0000`.
        mutating func http() -> PointInTime? {
            while position < text.count, byte != UInt8(ascii: " ") { position += 1 }
            guard take(UInt8(ascii: " ")) else { return nil }
            guard let day = digits(2) ?? digits(1), take(UInt8(ascii: " ")) || take(UInt8(ascii: "-")),
                position + 3 <= text.count,
                let month = PointInTime.months.firstIndex(of: Array(text[position..<position + 3]).map { $0 | 0x20 })
            else { return nil }
            position += 3
            guard take(UInt8(ascii: " ")) || take(UInt8(ascii: "-")), let year = digits(4), take(UInt8(ascii: " ")),
                let clock = clock(needsSeconds: true), take(UInt8(ascii: " ")),
                let days = PointInTime.days(year, month + 1, day)
            else { return nil }
            var minutes = 0
            if !text[position...].elementsEqual("GMT".utf8), !text[position...].elementsEqual("UTC".utf8) {
                guard let zone = zone(), let offset = zone.minutes else { return nil }
                minutes = offset
            }
            let nanoseconds = Int128(days) * 86_400_000_000_000 + clock - Int128(minutes) * 60_000_000_000
            return PointInTime(notation: .http, nanoseconds: nanoseconds, zone: minutes)
        }

        private mutating func clock(needsSeconds: Bool) -> Int128? {
            guard let hour = digits(2), hour <= 24, take(UInt8(ascii: ":")), let minute = digits(2), minute < 60 else {
                return nil
            }
            var nanoseconds = Int128(hour * 3600 + minute * 60) * 1_000_000_000
            guard take(UInt8(ascii: ":")) else { return needsSeconds ? nil : nanoseconds }
            guard let second = digits(2), second <= 60 else { return nil }
            nanoseconds += Int128(second) * 1_000_000_000
            if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
                position += 1
                var unit: Int128 = 1_000_000_000
                let start = position
                while byte &- UInt8(ascii: "0") < 10 {
                    unit /= 10
                    nanoseconds += unit * Int128(byte - UInt8(ascii: "0"))
                    position += 1
                }
                guard position > start else { return nil }
            }
            return nanoseconds
        }

        /// To the end of the text: nothing, `Z`, `UTC`, `+02:00`, `+0200` or `+02`.
        private mutating func zone() -> (minutes: Int?, isThere: Bool)? {
            if position == text.count { return (nil, false) }
            if take(UInt8(ascii: "Z")) || take(UInt8(ascii: "z")) { return position == text.count ? (0, true) : nil }
            if text[position...].elementsEqual("UTC".utf8) { return (0, true) }
            let isWest = byte == UInt8(ascii: "-")
            guard isWest || byte == UInt8(ascii: "+") else { return nil }
            position += 1
            guard let hours = digits(2), hours <= 14 else { return nil }
            var minutes = 0
            if position < text.count {
                _ = take(UInt8(ascii: ":"))
                guard let rest = digits(2), rest < 60 else { return nil }
                minutes = rest
            }
            guard position == text.count else { return nil }
            let offset = hours * 60 + minutes
            return (isWest ? -offset : offset, true)
        }
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { Array($0.utf8) }

    /// Days since 1970 of a date of the Gregorian calendar; nil when there is no such day.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        guard (1...12).contains(month), day >= 1 else { return nil }
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
