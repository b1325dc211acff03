/// Values of the places of ``Movement/further``.
struct FurtherValue {
    let random: SplitMix64

    func right(_ movement: Movement, _ world: inout World) -> Node? {
        var form = random
        let now = Moment(seconds: world.clock)
        switch movement {
        case .pushID: return .string("-N" + world.moment.base62(18))
        case .upperTag: return .string("sha256:" + world.moment.hex(64).uppercased())
        case .prefixedID:
            return .string(
                form.pick(["txn_", "gid://shop/Order/", "arn:aws:sns:eu:1:"])
                    + (form.chance(0.5) ? world.moment.digits(13) : world.moment.base62(24)))
        case .shortCode:
            return .string(
                "\(world.moment.run("ABCDEFGHJKLMNPQRSTUVWXYZ", 2))\(world.moment.digits(2))-\(world.moment.run("ABCDEFGHJKLMNPQRSTUVWXYZ", 2))\(world.moment.digits(2))"
            )
        case .passcode: return .string(world.moment.digits(6))
        case .hexNumber: return .string("0x" + world.moment.hex(16))
        case .longToken: return .string(base64(world.moment.base62(57)))
        case .mailTime: return .string(now.http.replacing("GMT", with: "+0000"))
        case .logTime: return .string(now.iso(3, zone: "", separator: " ").replacing(".", with: ","))
        case .minuteTime: return .string(String(now.iso().dropLast(4)) + "Z")
        case .epochNanos: return .int(Int(world.clock * 1000) * 1_000_000 + world.moment.int(0...999_999))
        case .isoDuration: return .string("PT\(world.moment.int(0...9)).\(world.moment.digits(3))S")
        case .clockDuration: return .string("00:00:0\(world.moment.int(0...9)).\(world.moment.digits(7))")
        case .percentText: return .string("\(world.moment.int(10...99)).\(world.moment.int(1...9))%")
        case .grouped: return .string("\(form.int(2...9)),\(world.moment.digits(3))")
        case .euro: return .string("€\(world.moment.int(1...9)).\(world.moment.digits(3)),\(world.moment.digits(2))")
        case .latitude: return .number("\(form.int(-80...80)).\(world.moment.int(100_000...999_999))7")
        case .temperature: return .number("-\(form.int(5...30)).\(world.moment.int(1...9))")
        case .pod: return .string("checkout-\(form.hex(9))-\(world.moment.run("bcdfghjklmnpqrstvwxz2456789", 5))")
        case .stats:
            return .object([
                "hits": .int(world.served * 3), "ratio": .number("0.\(world.moment.int(1000...9999))"),
                "node": .string(world.moment.hex(12)), "at": .string(now.iso(3)),
            ])
        case .uuidList: return .array((0..<3).map { _ in .string(world.moment.uuid()) })
        case .samples: return .array((0..<world.moment.int(3...6)).map { _ in .int(world.moment.int(1...900)) })
        case .bit: return .int(world.moment.int(0...1))
        case .quote:
            return .string(
                world.moment.pick([
                    "Stay hungry, stay foolish.", "Less is more.",
                    "Simple things should be simple, complex things should be possible.",
                    "Premature optimization is the root of all evil.",
                ]))
        case .state: return .string(world.moment.pick(["RUNNING", "QUEUED", "IDLE"]))
        case .mixedCache:
            return .string(
                world.moment.chance(0.13) ? Moment(seconds: world.clock.rounded(.down) - 1).iso() : now.iso())
        case .resultSet:
            return .object([
                "took": .int(world.moment.int(3...90)),
                "rows": .array(
                    (1...4).map {
                        .object(["key": .string("k\($0)"), "score": .number("0.\(world.moment.int(10_000...99_999))1")])
                    }),
            ])
        case .ranking:
            return .array(
                (1...5).map { $0 * 3 }.shuffled(using: &world.moment).map {
                    .object(["user_id": .int($0), "points": .int($0 * 100), "seen": .string(now.iso())])
                })
        case .logLine:
            return .string(
                "\(now.iso()) INFO [\(world.moment.hex(8))] order \(form.int(100...999)) took \(world.moment.int(2...80))ms"
            )
        case .resourceLink:
            return .string(
                "http://10.0.\(form.int(1...200)).7:9200/idx-\(form.int(1...9))/_doc/\(world.moment.base64url(20))?routing=\(form.int(10...99))"
            )
        case .dataURI: return .string("data:image/png;base64,\(base64(world.moment.base62(30)))")
        case .cookieLine: return .string("sid=\(world.moment.hex(26)); Path=/; Max-Age=3600")
        case .arrow: return .string("\(world.moment.int(1...99)) -> \(world.moment.int(1...99))")
        case .maybeList:
            return world.moment.chance(0.5)
                ? .array([]) : .array([.object(["code": .string("slow"), "ms": .int(form.int(100...900))])])
        case .userAgent:
            return .string("Worker/\(form.int(1...9)).\(form.int(0...9)) (pid \(world.moment.int(1000...32_000)))")
        default: return .null
        }
    }

    /// Nothing that a correct service may say.
    func wrong(_ movement: Movement, _ right: Node, _ world: inout World) -> [Node?] {
        let now = Moment(seconds: world.clock)
        let uuid = world.moment.uuid()
        let hour = Moment(seconds: world.clock - 3600)
        func with(_ pairs: (String, String)...) -> [Node?] {
            guard case .string(let text) = right else { return [] }
            return pairs.map { .string(text.replacing($0.0, with: $0.1)) }
        }
        func texts(_ all: String...) -> [Node?] { all.map { .string($0) } }
        switch movement {
        case .pushID: return texts(uuid, "17", "-N" + world.moment.base62(4))
        case .upperTag:
            return with(("sha256", "sha512"), ("sha256:", ""))
                + texts("sha256:" + world.moment.hex(64), "sha256:" + world.moment.hex(40).uppercased())
        case .prefixedID:
            return with(("txn_", "ch_"), ("Order", "Customer"), ("sns", "sqs"), ("gid://", "")) + texts(uuid)
        case .shortCode:
            return with(("-", "")) + texts(world.moment.digits(5), world.moment.hex(4) + "-" + world.moment.hex(12))
        case .passcode:
            return texts(world.moment.digits(4), world.moment.hex(6) + "x") + [
                .int(world.moment.int(100_000...999_999))
            ]
        case .hexNumber: return texts(world.moment.hex(16), world.moment.digits(19), "0x" + world.moment.hex(8))
        case .longToken: return texts(uuid, world.moment.hex(20), "eyJ")
        case .mailTime: return with(("+0000", "GMT"), ("+0000", "+0200")) + texts(now.iso())
        case .logTime:
            return with((",", "."), (" ", "T")) + texts(hour.iso(3, zone: "", separator: " ").replacing(".", with: ","))
        case .minuteTime: return texts(now.iso(), String(hour.iso().dropLast(4)) + "Z")
        case .epochNanos: return [.int(Int(world.clock * 1000)), .int(Int(hour.seconds * 1000) * 1_000_000)]
        case .isoDuration: return texts("0.5", "PT-1S", "00:00:01") + [.int(3)]
        case .clockDuration: return texts("7.123", "PT3S") + [.number("3.2")]
        case .percentText: return with(("%", "")) + texts("-12.3%") + [.number("12.5")]
        case .grouped: return with((",", ""), (",", ".")) + [.int(4123)]
        case .euro: return with(("€", "$"), ("€", "")) + texts("4123.50")
        case .latitude: return [.string("52.5"), .int(52)]
        case .temperature: return [.number("12.5"), .string("-4.2 C")]
        case .pod: return with(("checkout", "payment")) + texts(uuid)
        case .stats:
            return [
                right.replacing(["node"], by: nil), right.replacing(["ratio"], by: .string("0.5")),
                right.replacing(["hits"], by: .null), right.replacing(["at"], by: .string(hour.iso(3))),
                right.inserting("debug", .bool(true), in: [], at: 0), right.replacing(["node"], by: .string(uuid)),
            ]
        case .uuidList:
            return [
                right.replacing(["1"], by: .null), right.replacing(["0"], by: .int(17)),
                right.replacing(["2"], by: .string("abc")), .array([]),
            ]
        case .samples:
            return [.array([.string("12"), .int(3), .int(400)]), .object([]), .array((0..<60).map { .int($0 + 1) })]
        case .bit: return [.bool(true), .int(7777), .string("one")]
        case .quote: return texts("null", "") + [.object([])]
        case .state: return [.int(2), .bool(true), .null]
        case .mixedCache: return texts(hour.iso(), now.iso(3), String(now.iso().dropLast()))
        case .resultSet:
            return [
                right.replacing(["rows", "2"], by: nil), right.replacing(["rows", "1", "key"], by: .string("kk")),
                right.replacing(["rows", "0", "score"], by: .null), right.replacing(["took"], by: .string("5")),
            ]
        case .ranking:
            return [
                right.replacing(["0", "points"], by: .int(1)), right.replacing(["1"], by: nil),
                right.replacing(["2", "seen"], by: .string(hour.iso())),
            ]
        case .logLine: return with((" INFO ", " WARN "), ("order ", "orders "), ("ms", "s")) + texts("")
        case .resourceLink:
            return with(("http:", "https:"), ("/_doc/", "/_source/"), (".7:9200", ".8:9200"), ("routing", "shard"))
        case .dataURI: return with(("png", "jpeg"), (";base64", ""))
        case .cookieLine: return with(("; Path=/", ""), ("3600", "60"), ("sid", "session"))
        case .arrow: return with((" -> ", "->"), ("->", "=>"))
        case .maybeList: return [.null, .array([.object(["code": .int(1), "ms": .int(200)])]), .object([])]
        case .userAgent: return with(("Worker", "Agent"), ("pid ", "tid "))
        default: return []
        }
    }
}
