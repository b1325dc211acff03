/// Moments in the notations that APIs write.
struct Moment {
    let seconds: Double

    private var date: (year: Int, month: Int, day: Int) {
        var days = Int(seconds / 86_400)
        var year = 1970
        func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
        while days >= (isLeap(year) ? 366 : 365) {
            days -= isLeap(year) ? 366 : 365
            year += 1
        }
        let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var month = 0
        while days >= lengths[month] {
            days -= lengths[month]
            month += 1
        }
        return (year, month + 1, days + 1)
    }

    private var second: Int { Int(seconds) % 86_400 }
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

    var day: String { "\(date.year)-\(two(date.month))-\(two(date.day))" }
    var clock: String { "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))" }

    func fraction(_ digits: Int) -> String {
        guard digits > 0 else { return "" }
        var rest = seconds - seconds.rounded(.down)
        var text = "."
        for _ in 0..<digits {
            rest *= 10
            text += String(Int(rest) % 10)
            rest -= rest.rounded(.down)
        }
        return text
    }

    func iso(_ digits: Int = 0, zone: String = "Z", separator: String = "T") -> String {
        let offset: Double =
            switch zone {
            case "+02:00", "+0200": 7200
            case "-05:00": -18_000
            default: 0
            }
        let local = Moment(seconds: seconds + offset)
        return local.day + separator + local.clock + local.fraction(digits) + zone
    }

    var http: String {
        let name = Self.days[Int(seconds / 86_400) % 7]
        return "\(name), \(two(date.day)) \(Self.months[date.month - 1]) \(date.year) \(clock) GMT"
    }

    var compact: String { iso().filter { $0 != "-" && $0 != ":" } }
    var digits: String { compact.filter(\.isNumber) }
    var german: String { "\(two(date.day)).\(two(date.month)).\(date.year) \(clock)" }
    var american: String {
        let hour = second / 3600
        return
            "\(Self.months[date.month - 1]) \(date.day), \(date.year) \(hour % 12 == 0 ? 12 : hour % 12):\(two(second / 60 % 60)) \(hour < 12 ? "AM" : "PM")"
    }
    var slashed: String { "\(two(date.month))/\(two(date.day))/\(date.year) \(clock)" }
}
