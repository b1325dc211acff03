import Foundation

extension Process {
    /// A number of JSON.
    static func jsonNumber(_ form: inout SplitMix64) -> Process {
        let process = number(&form)
        return Process(process.name, isNumber: true, process.draw)
    }

    /// Numbers by how they are spread, and how they are written.
    static func number(_ form: inout SplitMix64) -> Process {
        let (spread, name) = spread(&form)
        if form.chance(0.5) {
            return Process("whole \(name)") { "\(Int(spread(&$0.moment).rounded()))" }
        }
        let decimals = form.int(1...7)
        let scale = pow(10.0, Double(form.int(0...2)))
        switch form.int(0...3) {
        case 0:  // All of them written out.
            return Process("\(decimals) decimals \(name)") {
                String(format: "%.\(decimals)f", spread(&$0.moment) / scale)
            }
        case 1:  // Rounded, and written as doubles are: `21.0`.
            return Process("rounded \(decimals), 21.0, \(name)") {
                let unit = pow(10.0, Double(decimals))
                return "\((spread(&$0.moment) / scale * unit).rounded() / unit)"
            }
        case 2:  // The same as JavaScript writes it: `21`.
            return Process("rounded \(decimals), 21, \(name)") {
                let unit = pow(10.0, Double(decimals))
                return plain((spread(&$0.moment) / scale * unit).rounded() / unit)
            }
        default:
            return Process("double \(name)") { "\(spread(&$0.moment) / scale * 1.0000001)" }
        }
    }

    private static func plain(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func spread(_ form: inout SplitMix64) -> ((inout SplitMix64) -> Double, String) {
        let size = pow(10.0, Double.random(in: 0.3...6, using: &form))
        switch form.int(0...8) {
        case 0:
            let count = form.int(2...10)
            let first = form.chance(0.5) ? 0 : form.int(1...20)
            return ({ Double(first + $0.int(0...count - 1)) }, "of \(count) from \(first)")
        case 1: return ({ Double.random(in: 0...size, using: &$0) }, "uniform to \(Int(size))")
        case 2:
            let low = size * Double.random(in: 0.3...0.95, using: &form)
            return ({ Double.random(in: low...size, using: &$0) }, "uniform \(Int(low)) to \(Int(size))")
        case 3:
            let share = Double.random(in: 0.05...0.6, using: &form)
            return (
                { log(1 - Double.random(in: 0..<1, using: &$0)) / log(1 - share) }, "geometric"
            )
        case 4:
            let width = Double.random(in: 0.2...1.8, using: &form)
            return ({ size * exp(width * normal(&$0)) }, "log-normal of \(Int(size)), \((width * 10).rounded() / 10)")
        case 5:
            let zeros = Double.random(in: 0.1...0.6, using: &form)
            return (
                { $0.chance(zeros) ? 0 : Double.random(in: 1...max(2, size), using: &$0) },
                "zero-inflated to \(Int(size))"
            )
        case 6:
            let center = size * Double.random(in: -1...1, using: &form)
            let width = size * Double.random(in: 0.01...1, using: &form)
            return ({ center + width * normal(&$0) }, "normal \(Int(center)) ± \(Int(width))")
        case 7: return ({ Double($0.int(0...1)) * Double($0.int(1...3)) }, "few")
        default:
            let tail = Double.random(in: 1.2...3, using: &form)
            return (
                { pow(1 - Double.random(in: 0..<1, using: &$0), -1 / tail) * max(1, size / 100) },
                "heavy tail \(Int(size / 100))"
            )
        }
    }

    static func normal(_ random: inout SplitMix64) -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
    }

    // MARK: With a unit

    static func quantity(_ form: inout SplitMix64) -> Process {
        let number = number(&form)
        switch form.int(0...5) {
        case 0:
            let unit = form.pick([
                "%", " %", "ms", " ms", "s", " MB", "GB", "°C", " km", "km", " kg", "px", " items", "x", "rpm", " W",
                "dB",
                " bpm", "k", "hPa", "th",
            ])
            return Process("\(number.name) + \(unit)") { number.draw(&$0) + unit }
        case 1:
            let symbol = form.pick(["$", "€", "£", "CHF ", "US$", "¥", ""])
            let end = symbol.isEmpty ? form.pick([" €", " USD", "€", " kr"]) : ""
            let isGerman = form.chance(0.4)
            let decimals = form.pick([0, 2, 2])
            let (spread, name) = spread(&form)
            return Process("money \(name)") {
                symbol + grouped(spread(&$0.moment), decimals, isGerman) + end
            }
        case 2:
            let limit = form.pick([8, 10, 20, 100, 5000])
            let mark = form.pick(["/", " of ", " / ", ":", "-"])
            return Process("ratio of \(limit)") { "\($0.moment.int(0...limit))\(mark)\(limit)" }
        case 3:
            let mark = form.pick(["-", "–", "..", " to "])
            let most = form.pick([10, 100, 10_000])
            return Process("range to \(most)") {
                let low = $0.moment.int(0...most)
                return "\(low)\(mark)\(low + $0.moment.int(1...most))"
            }
        case 4:
            let decimals = form.int(2...6)
            let mark = form.pick([",", ", ", " ", ";"])
            let center = (Double(form.int(-80...80)), Double(form.int(-179...179)))
            return Process("coordinates") {
                String(
                    format: "%.\(decimals)f\(mark)%.\(decimals)f", center.0 + normal(&$0.moment),
                    center.1 + normal(&$0.moment))
            }
        default:
            let sign = form.chance(0.5)
            return Process("change") {
                let change = normal(&$0.moment) * 3
                return (change >= 0 && sign ? "+" : "") + String(format: "%.1f", change) + "%"
            }
        }
    }

    private static func grouped(_ value: Double, _ decimals: Int, _ isGerman: Bool) -> String {
        let cents = Int((abs(value) * 100).rounded())
        var whole = String(cents / 100)
        var groups: [String] = []
        while whole.count > 3 {
            groups.insert(String(whole.suffix(3)), at: 0)
            whole = String(whole.dropLast(3))
        }
        let text = ([whole] + groups).joined(separator: isGerman ? "." : ",")
        return (value < 0 ? "-" : "") + text + (decimals > 0 ? (isGerman ? "," : ".") + two(cents % 100) : "")
    }
}
