/// A moment as a Date field line (RFC 9110 section 5.6.7); made once per second.
package struct HTTPDate: Sendable, Hashable {
    /// `Date: Sun, 06 Nov 1994 08:49:37 GMT` with its CRLF.
    let line: [UInt8]

    /// The moment so many seconds after 1970-01-01T00:00:00Z.
    package init(secondsSinceEpoch seconds: Int) {
        let days = seconds.quotientRoundedDown(by: 86_400)
        let time = seconds - days * 86_400
        let (year, month, day) = Self.civil(days)
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekday = weekdays[days - days.quotientRoundedDown(by: 7) * 7]
        let clock = [time / 3600, time / 60 % 60, time % 60].map(Self.twoDigits).joined(separator: ":")
        self.line = Array("Date: \(weekday), \(Self.twoDigits(day)) \(months[month - 1]) \(year) \(clock) GMT\r\n".utf8)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// Year, month and day of a day number, by counting in eras of 400 years that begin in March.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted.quotientRoundedDown(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

extension Int {
    fileprivate func quotientRoundedDown(by divisor: Int) -> Int {
        self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
    }
}
