extension PointInTime {
    /// Reads also what people and older systems write: `31.01.2026`, `01/31/2026`, `Jan 31, 2026`, `20260131T100000Z`,
    /// `/Date(1769853600000)/`.
    init?(written text: [UInt8]) {
        if let time = PointInTime(text) {
            self = time
            return
        }
        if text.starts(with: "/Date(".utf8), text.suffix(2).elementsEqual(")/".utf8) {
            guard let time = PointInTime(Array(text.dropFirst(6).dropLast(2))) else { return nil }
            self = time
            return
        }
        guard let time = WrittenTime(text[...]), !time.isClock, time.length == text.count else { return nil }
        self.init(
            notation: time.isDay ? .date : .iso, nanoseconds: Int128(time.seconds) * 1_000_000_000,
            zone: time.form.hasSuffix("Z") ? 0 : nil)
    }

    /// As ``init(written:)``, but not where day and month may be taken for one another.
    init?(unambiguous text: [UInt8]) {
        if let other = TextForm.withDayAndMonthSwapped(text), other != text, PointInTime(written: other) != nil,
            PointInTime(written: other) != PointInTime(written: text)
        {
            return nil
        }
        self.init(written: text)
    }
}
