/// A moment, a day or a time of day in one of the notations that APIs use: ISO 8601, HTTP's (RFC 9110 section 5.6.7),
/// or `14:30:01`.
struct WrittenTime {
    /// All of the notation but the number of decimals: separators, precision, the zone.
    let form: String
    /// Digits of the fraction of a second.
    let decimals: Int
    /// The last of these digits is 0.
    let endsInZero: Bool
    /// Since 1970 in the zone written, or since midnight.
    let seconds: Double
    /// A time of day, without a day.
    let isClock: Bool
    /// Bytes taken.
    let length: Int

    /// A day without a time.
    var isDay: Bool { form.hasPrefix("day") }

    /// What a text begins with; nil when that is no time, or a word goes on after it.
    init?(_ text: ArraySlice<UInt8>) {
        var reader = TimeReader(text)
        guard
            let time = reader.isoTime() ?? reader.compactTime() ?? reader.httpTime() ?? reader.writtenDay()
                ?? reader.clock()
        else { return nil }
        // `10:11:12:13:14:ab` is no time of day.
        if let next = text.dropFirst(time.length).first,
            TextSegments.isWord(next) || time.isClock && next == UInt8(ascii: ":")
        {
            return nil
        }
        self = time
    }

    init(
        form: String, decimals: Int, endsInZero: Bool = false, seconds: Double, isClock: Bool = false, length: Int
    ) {
        self.endsInZero = endsInZero
        self.form = form
        self.decimals = decimals
        self.seconds = seconds
        self.isClock = isClock
        self.length = length
    }
}

/// Reads the notations, each from the beginning.
private struct TimeReader {
    private let text: ArraySlice<UInt8>
    private var position: Int

    init(_ text: ArraySlice<UInt8>) {
        self.text = text
        position = text.startIndex
    }

    private var length: Int { position - text.startIndex }

    mutating func isoTime() -> WrittenTime? {
        position = text.startIndex
        guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
            let midnight = Self.days(year, month, day)
        else { return nil }
        let dayEnd = position
        guard let separator = peek(), "Tt ".utf8.contains(separator), skip(), let clock = timeOfDay()
        else {
            position = dayEnd
            return WrittenTime(form: "day", decimals: 0, seconds: midnight, length: length)
        }
        let zone = zone()
        return WrittenTime(
            form: "iso\(separator)\(clock.form)\(zone.form)", decimals: clock.decimals, endsInZero: clock.endsInZero,
            seconds: midnight + clock.seconds - zone.offset, length: length)
    }

    /// `20261121T143001Z`, or fourteen digits.
    mutating func compactTime() -> WrittenTime? {
        position = text.startIndex
        guard let year = digits(4), (1970..<2100).contains(year), let month = digits(2), let day = digits(2),
            let midnight = Self.days(year, month, day)
        else { return nil }
        let isMarked = take("T")
        guard let hour = digits(2), hour < 24, let minute = digits(2), minute < 60, let second = digits(2), second < 61
        else { return nil }
        let zone: (form: String, offset: Double) = isMarked ? zone() : ("", 0)
        return WrittenTime(
            form: "compact\(isMarked)\(zone.form)", decimals: 0,
            seconds: midnight + Double(hour * 3600 + minute * 60 + second) - zone.offset, length: length)
    }

    /// `21.11.2026`, `11/21/2026` or `Nov 21, 2026`.
    mutating func writtenDay() -> WrittenTime? {
        position = text.startIndex
        var day: Int?
        var month: Int?
        var form = "day name"
        if let name = word(3) {
            month = Self.months.firstIndex(of: name).map { $0 + 1 }
            guard month != nil, take(" ") else { return nil }
            day = digits(2) ?? digits(1)
            _ = take(",")
            guard take(" ") else { return nil }
        } else {
            guard let first = digits(2), let separator = peek(), "./".utf8.contains(separator), skip(),
                let second = digits(2), peek() == separator, skip()
            else { return nil }
            form = "day\(separator)"
            (day, month) =
                separator == UInt8(ascii: "/") && second > 12 || first <= 12 && separator == UInt8(ascii: "/")
                ? (second, first) : (first, second)
        }
        guard let day, let month, let year = digits(4), let midnight = Self.days(year, month, day) else { return nil }
        return WrittenTime(form: form, decimals: 0, seconds: midnight, length: length)
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    mutating func httpTime() -> WrittenTime? {
        position = text.startIndex
        guard word(3) != nil, take(","), take(" "), let day = digits(2), let separator = peek(), skip(),
            separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-"), let name = word(3),
            let month = Self.months.firstIndex(of: name), skip(), let year = digits(4), take(" "),
            let clock = timeOfDay(), take(" "), word(3) == "gmt", let midnight = Self.days(year, month + 1, day)
        else { return nil }
        return WrittenTime(
            form: "http\(separator)", decimals: 0, seconds: midnight + clock.seconds, length: length)
    }

    mutating func clock() -> WrittenTime? {
        if let time = halfDayClock() { return time }
        position = text.startIndex
        guard let clock = timeOfDay(), clock.form.hasPrefix("s") else { return nil }
        return WrittenTime(
            form: clock.form, decimals: clock.decimals, endsInZero: clock.endsInZero, seconds: clock.seconds,
            isClock: true, length: length)
    }

    /// `4:08 PM`
    private mutating func halfDayClock() -> WrittenTime? {
        position = text.startIndex
        guard let hour = digits(2) ?? digits(1), (1...12).contains(hour), take(":"), let minute = digits(2), minute < 60
        else { return nil }
        var second: Int?
        if take(":") {
            second = digits(2)
            guard let second, second < 61 else { return nil }
        }
        let isSpaced = take(" ")
        let start = position
        guard let half = peek(), skip(), let m = peek(), m | 0x20 == UInt8(ascii: "m"), skip() else { return nil }
        let isAfternoon = half | 0x20 == UInt8(ascii: "p")
        guard isAfternoon || half | 0x20 == UInt8(ascii: "a") else { return nil }
        let name = String(decoding: text[start..<position], as: UTF8.self)
        return WrittenTime(
            form: "half day \(second == nil)\(isSpaced)\(name.lowercased() == name)", decimals: 0,
            seconds: Double(hour % 12 * 3600 + (isAfternoon ? 43_200 : 0) + minute * 60 + (second ?? 0)), isClock: true,
            length: length)
    }

    private mutating func timeOfDay() -> (form: String, decimals: Int, endsInZero: Bool, seconds: Double)? {
        guard let hour = digits(2), hour < 24, take(":"), let minute = digits(2), minute < 60 else { return nil }
        let start = Double(hour * 3600 + minute * 60)
        let minuteEnd = position
        guard take(":"), let second = digits(2), second < 61 else {
            position = minuteEnd
            return ("m", 0, false, start)
        }
        guard let point = peek(), point == UInt8(ascii: ".") || point == UInt8(ascii: ",") else {
            return ("s", 0, false, start + Double(second))
        }
        let secondEnd = position
        position += 1
        var fraction = 0.0
        var scale = 1.0
        var decimals = 0
        var last = 0
        while let digit = digits(1) {
            scale /= 10
            fraction += Double(digit) * scale
            decimals += 1
            last = digit
        }
        if decimals == 0 { position = secondEnd }
        let form = decimals > 0 && point == UInt8(ascii: ",") ? "s," : "s"
        return (form, decimals, decimals > 0 && last == 0, start + Double(second) + fraction)
    }

    private mutating func zone() -> (form: String, offset: Double) {
        let start = position
        switch peek() {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            let isSmall = peek() == UInt8(ascii: "z")
            position += 1
            return (isSmall ? "z" : "Z", 0)
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            let sign: Double = peek() == UInt8(ascii: "-") ? -1 : 1
            position += 1
            guard let hours = digits(2), hours < 24 else { break }
            _ = take(":")
            let minutes = digits(2) ?? 0
            let form = String(decoding: text[start..<position], as: UTF8.self)
            return (form, sign * Double(hours * 3600 + minutes * 60))
        default: break
        }
        position = start
        return ("", 0)
    }

    private func peek() -> UInt8? { position < text.endIndex ? text[position] : nil }

    private mutating func skip() -> Bool {
        guard position < text.endIndex else { return false }
        position += 1
        return true
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = peek(), UInt32(byte) == character.value else { return false }
        position += 1
        return true
    }

    private mutating func digits(_ count: Int) -> Int? {
        guard text.endIndex - position >= count else { return nil }
        var value = 0
        for byte in text[position..<position + count] {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        position += count
        return value
    }

    private mutating func word(_ count: Int) -> String? {
        guard text.endIndex - position >= count else { return nil }
        let word = text[position..<position + count].map { $0 | 0x20 }
        guard word.allSatisfy({ UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }) else { return nil }
        position += count
        return String(decoding: word, as: UTF8.self)
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Seconds from 1970 to the midnight that a day begins with (proleptic Gregorian); nil for what is no day.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Double? {
        guard (1...12).contains(month), (1...31).contains(day), (1000...3000).contains(year) else { return nil }
        // Years that begin in March have their leap day at the end.
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted % 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Double(era * 146_097 + dayOfEra - 719_468) * 86_400
    }
}
