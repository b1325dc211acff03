import ArgumentParser

/// A duration with its unit: `250ms`, `1.5s`, `2m`, `1h`; 0 alone needs none.
struct Span: ExpressibleByArgument, CustomStringConvertible {
    let milliseconds: Int

    init(milliseconds: Int) { self.milliseconds = milliseconds }

    init?(argument: String) {
        if argument == "0" {
            milliseconds = 0
            return
        }
        let digits = argument.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let units = ["ms": 1.0, "s": 1_000, "m": 60_000, "h": 3_600_000]
        guard let unit = units[String(argument.dropFirst(digits.count))], digits.first?.isNumber == true,
            digits.last?.isNumber == true, let number = Double(digits), number * unit <= 86_400_000
        else { return nil }
        milliseconds = Int((number * unit).rounded())
    }

    var duration: Duration { .milliseconds(milliseconds) }

    var description: String { milliseconds.isMultiple(of: 1_000) ? "\(milliseconds / 1_000)s" : "\(milliseconds)ms" }
}
