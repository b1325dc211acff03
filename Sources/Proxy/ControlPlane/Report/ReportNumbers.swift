import Foundation

/// How reports write numbers, shares and times.
enum ReportNumbers {
    /// `12,345`.
    static func count(_ number: UInt64) -> String {
        var groups: [Substring] = []
        var digits = Substring(String(number))
        while digits.count > 3 {
            groups.insert(digits.suffix(3), at: 0)
            digits.removeLast(3)
        }
        groups.insert(digits, at: 0)
        return groups.joined(separator: ",")
    }

    /// `1 route`, `2 routes`.
    static func count(_ number: UInt64, _ noun: String) -> String {
        "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// `4.2 ms`, `310 ms`, `2.3 s`.
    static func milliseconds(_ value: Double) -> String {
        switch value {
        case ..<10: String(format: "%.1f ms", value)
        case ..<1000: String(format: "%.0f ms", value)
        default: String(format: "%.1f s", value / 1000)
        }
    }

    /// `2026-03-01 12:00 UTC`.
    static func time(_ date: Date) -> String {
        let text = date.formatted(.iso8601)
        return text.prefix(16).replacing("T", with: " ") + " UTC"
    }

    /// `3 minutes`, of a number of seconds.
    static func duration(_ seconds: Double) -> String {
        switch seconds {
        case ..<90: count(UInt64(max(1, seconds.rounded())), "second")
        case ..<5400: count(UInt64((seconds / 60).rounded()), "minute")
        case ..<172_800: count(UInt64((seconds / 3600).rounded()), "hour")
        default: count(UInt64((min(seconds, 1e9) / 86_400).rounded()), "day")
        }
    }
}
