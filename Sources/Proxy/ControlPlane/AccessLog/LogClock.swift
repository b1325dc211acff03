import Foundation

/// Writes times of the log; the second is formatted once for all lines that fall into it.
struct LogClock {
    private var second = UInt64.max
    private var prefix: [UInt8] = []
    private var commonSecond = UInt64.max
    private var common: [UInt8] = []

    /// `2026-03-01T12:00:00` from nanoseconds since 1970.
    mutating func second(of nanoseconds: UInt64) -> [UInt8] {
        let now = nanoseconds / 1_000_000_000
        if now != second {
            second = now
            prefix = Array(Date(timeIntervalSince1970: Double(now)).formatted(.iso8601).utf8.dropLast())
        }
        return prefix
    }

    /// `01/Mar/2026:12:00:00 +0000`.
    mutating func commonTimestamp(_ nanoseconds: UInt64) -> [UInt8] {
        let now = nanoseconds / 1_000_000_000
        if now != commonSecond {
            commonSecond = now
            common = Array(Date(timeIntervalSince1970: Double(now)).formatted(Self.commonStyle).utf8)
        }
        return common
    }

    private static let commonStyle = Date.VerbatimFormatStyle(
        format: """
            \(day: .twoDigits)/\(month: .abbreviated)/\(year: .defaultDigits):\
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
            \(second: .twoDigits) +0000
            """, locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian))
}
