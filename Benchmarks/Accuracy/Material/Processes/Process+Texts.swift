import Foundation

extension Process {
    // MARK: Without meaning

    /// Letters of one alphabet, of one length or of several, with a tag, groups or a sum at the end or none.
    static func token(_ form: inout SplitMix64) -> Process {
        let alphabets = [
            ("digits", "0123456789"), ("hex", "0123456789abcdef"), ("HEX", "0123456789ABCDEF"),
            ("base32", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), ("crockford", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"),
            ("base36", "0123456789abcdefghijklmnopqrstuvwxyz"),
            ("base62", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            ("base64url", "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"),
            ("base58", "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"),
            ("letters", "abcdefghijklmnopqrstuvwxyz"), ("capitals", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            ("consonants", "bcdfghjklmnpqrstvwxz2456789"),
        ]
        let (alphabet, letters) = form.pick(alphabets)
        let length = form.pick([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 21, 22, 24, 26, 32, 40, 43, 64])
        let spread = form.chance(0.25) ? form.int(1...max(1, length / 3)) : 0
        let kind = form.int(0...9)
        let tag = form.pick(["id_", "tx-", "sk_live_", "A", "EX", "#", "urn:x:", "k"])
        let text = { (world: inout World) in world.moment.run(letters, length - world.moment.int(0...spread)) }
        let name = "\(alphabet) \(length - spread)...\(length)"
        switch kind {
        case 0...1: return Process("\(tag)\(name)") { tag + text(&$0) }
        case 2:
            let groups = form.int(2...5)
            let mark = form.pick(["-", ":", " ", "."])
            let each = form.int(2...5)
            return Process("\(groups) groups of \(each) \(alphabet)") { world in
                (0..<groups).map { _ in world.moment.run(letters, each) }.joined(separator: mark)
            }
        case 3:
            return Process("\(name) with its sum") { world in
                let body = text(&world)
                let sum = body.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) % 97 }
                return body + two(sum)
            }
        case 4:
            let isURL = form.chance(0.5)
            let isPadded = form.chance(0.6)
            return Process("base64 of \(name)") { base64(text(&$0), isURL: isURL, isPadded: isPadded) }
        case 5:
            let start = form.pick(["{\"id\":", "order:", "cursor;"])
            return Process("base64 of a cursor") { base64("\(start)\($0.count)\(start.hasPrefix("{") ? "}" : "")") }
        case 6: return Process("uuid") { $0.moment.uuid() }
        case 7:
            return Process("time and \(name)") { String(Int($0.clock * 1000), radix: 36) + text(&$0) }
        default: return Process(name, text)
        }
    }

    // MARK: Times

    static func time(_ form: inout SplitMix64) -> Process {
        let decimals = form.pick([0, 0, 3, 6])
        let offset = Double(form.pick([0, 3600, 86_400 * 30, -86_400 * 400]))
        switch form.int(0...12) {
        case 0: return Process("iso \(decimals)") { Moment(seconds: $0.clock + offset).iso(decimals) }
        case 1: return Process("http") { Moment(seconds: $0.clock).http }
        case 2: return Process("german") { Moment(seconds: $0.clock + offset).german }
        case 3: return Process("american") { Moment(seconds: $0.clock + offset).american }
        case 4: return Process("epoch") { "\(Int($0.clock + offset))" }
        case 5: return Process("epoch in ms") { "\(Int(($0.clock + offset) * 1000))" }
        case 6: return Process("slashed") { Moment(seconds: $0.clock + offset).slashed }
        case 7:
            return Process("clock of 12 hours") {
                String(
                    Moment(seconds: $0.clock + offset).american.split(separator: " ").dropFirst(3).joined(
                        separator: " "))
            }
        case 8:
            let names = form.pick([
                ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August"],
                ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"],
                ["一月", "二月", "三月", "四月", "五月", "六月", "七月"],
            ])
            let mark = form.pick([". ", " ", " de "])
            return Process("day in another language") {
                "\($0.moment.int(1...28))\(mark)\($0.moment.pick(names)) \($0.moment.int(2019...2026))"
            }
        case 9: return Process("any day") { Moment(seconds: Double($0.moment.int(0...1_800_000_000))).day }
        case 10: return Process("any moment") { Moment(seconds: Double($0.moment.int(0...1_800_000_000))).iso() }
        case 11:
            return Process("weekday") {
                String(Moment(seconds: Double($0.moment.int(0...1_800_000_000))).http.prefix(3))
            }
        default:
            return Process("log") {
                Moment(seconds: $0.clock).iso(3, zone: "", separator: " ").replacing(".", with: ",")
            }
        }
    }

    static func duration(_ form: inout SplitMix64) -> Process {
        let most = pow(10.0, Double.random(in: 1...6, using: &form))
        let seconds = { (world: inout World) in Int(Double.random(in: 0...most, using: &world.moment)) }
        let isShort = form.chance(0.5)
        switch form.int(0...4) {
        case 0:  // Leading zeros are left out: `1h2m3s`, `45s`.
            return Process("1h2m3s to \(Int(most))") {
                let all = seconds(&$0)
                return (all >= 3600 ? "\(all / 3600)h" : "") + (all >= 60 ? "\(all / 60 % 60)m" : "") + "\(all % 60)s"
            }
        case 1:
            return Process("00:12:33 to \(Int(most))") {
                let all = seconds(&$0)
                return (isShort && all < 3600 ? "" : "\(two(all / 3600)):") + "\(two(all / 60 % 60)):\(two(all % 60))"
            }
        case 2:
            return Process("2 days 3 hours to \(Int(most))") {
                let all = seconds(&$0)
                func named(_ count: Int, _ name: String) -> String { "\(count) \(name)\(count == 1 ? "" : "s")" }
                if all < 60 { return named(all, "second") }
                if all < 3600 { return named(all / 60, "minute") }
                if all < 86_400 { return named(all / 3600, "hour") + " " + named(all / 60 % 60, "minute") }
                return named(all / 86_400, "day") + " " + named(all / 3600 % 24, "hour")
            }
        case 3:
            return Process("P1DT2H to \(Int(most))") {
                let all = seconds(&$0)
                return "P" + (all >= 86_400 ? "\(all / 86_400)D" : "") + "T"
                    + (all >= 3600 ? "\(all / 3600 % 24)H" : "")
                    + (all >= 60 ? "\(all / 60 % 60)M" : "") + "\(all % 60)S"
            }
        default:
            return Process("ago to \(Int(most))") {
                let all = seconds(&$0)
                let (count, unit) =
                    all < 60
                    ? (all, "s") : all < 3600 ? (all / 60, "m") : all < 86_400 ? (all / 3600, "h") : (all / 86_400, "d")
                return "\(count)\(unit) ago"
            }
        }
    }

    // MARK: With meaning

    static func words(_ form: inout SplitMix64) -> Process {
        let pool = pool(&form)
        let count = form.int(1...4)
        let mark = form.pick([" ", "-", "_", ", ", "."])
        return Process("\(count) words of \(pool.count)") { world in
            (0..<count).map { _ in world.moment.pick(pool) }.joined(separator: mark)
        }
    }

    /// Some words of one style; the first ones more often where they flap.
    private static func pool(_ form: inout SplitMix64) -> [String] {
        let words = Array(
            (Words.plain + [
                "a", "of", "up", "ok", "in progress", "extraordinary", "running", "failed", "x-ray", "naïve", "größer",
                "red",
                "degraded", "idle", "uninterruptible", "pending_review", "e2e", "3d", "C++", "AT&T",
            ]).shuffled(using: &form).prefix(form.int(2...40)))
        let style = form.int(0...4)
        let styled = words.map { word in
            switch style {
            case 0: word.uppercased()
            case 1: word.prefix(1).uppercased() + word.dropFirst()
            case 2: word.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            default: word
            }
        }
        return form.chance(0.3) ? styled + Array(repeating: styled[0], count: styled.count * 2) : styled
    }

    static func name(_ form: inout SplitMix64) -> Process {
        let pool = pool(&form).map { $0.replacing(" ", with: "") }
        let few = form.int(2...30)
        let end = form.pick([".pdf", ".tar.gz", ".JPG", ""])
        switch form.int(0...12) {
        case 0: return Process("host") { "\($0.moment.pick(pool))-\($0.moment.int(1...few)).eu.example.net" }
        case 1: return Process("file") { "\($0.moment.pick(pool))_\($0.moment.int(1...few * 9))\(end)" }
        case 2:
            return Process("version") {
                "\($0.moment.int(0...3)).\($0.moment.int(0...few)).\($0.moment.int(0...few * 3))"
            }
        case 3:
            return Process("version, some not final") {
                "v\($0.moment.int(1...4)).\($0.moment.int(0...few))"
                    + ($0.moment.chance(0.4) ? "-rc.\($0.moment.int(1...4))" : ".0")
            }
        case 4:
            return Process("address") {
                "10.\($0.moment.int(0...255)).\($0.moment.int(0...255)).\($0.moment.int(1...254))"
            }
        case 5:
            return Process("address and port") {
                "192.168.\($0.moment.int(0...3)).\($0.moment.int(1...254)):\($0.moment.int(1024...65_535))"
            }
        case 6:
            return Process("address of version 6") { world in
                "2001:db8:"
                    + (0..<4).map { _ in String(world.moment.int(0...65_535), radix: 16) }.joined(separator: ":")
                    + "::1"
            }
        case 7:
            let agents = [
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{}.0.0.0 Safari/537.36",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/{}.1 Safari/605.1.15",
                "curl/8.{}.0", "okhttp/4.{}.2",
            ]
            return Process("user agent") { $0.moment.pick(agents).replacing("{}", with: "\($0.moment.int(9...131))") }
        case 8:
            return Process("mail") {
                "\($0.moment.pick(pool)).\($0.moment.run("abcdefghijklmnop", $0.moment.int(3...9)))@example.org"
            }
        case 9: return Process("person") { $0.moment.pick(Words.names) }
        case 10:
            return Process("telephone") {
                "+\($0.moment.int(30...49)) \($0.moment.digits(3)) \($0.moment.digits($0.moment.int(5...8)))"
            }
        case 11: return Process("color") { "#" + $0.moment.hex(6) }
        default:
            return Process("place in a tree") { world in
                (0..<world.moment.int(1...4)).map { _ in world.moment.pick(pool) }.joined(separator: "/")
            }
        }
    }
}
