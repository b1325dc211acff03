/// Values of one moving place.
struct MovingValue {
    let form: UInt64
    /// Begins the same for each value: what it draws is the form.
    let random: SplitMix64

    func right(_ movement: Movement, _ world: inout World) -> Node? {
        var form = random
        let now = Moment(seconds: world.clock)
        switch movement {
        case .isoTime: return .string(now.iso())
        case .isoFraction: return .string(now.iso(form.pick([3, 6, 7, 9])))
        case .offsetTime:
            return .string(now.iso(form.pick([0, 3]), zone: form.pick(["+02:00", "+0200", "-05:00", "+00:00"])))
        case .spacedTime: return .string(now.iso(form.pick([0, 6]), zone: form.pick(["", " UTC"]), separator: " "))
        case .httpTime: return .string(now.http)
        case .germanTime: return .string(now.german)
        case .americanTime: return .string(form.chance(0.5) ? now.american : now.slashed)
        case .compactTime: return .string(form.chance(0.5) ? now.compact : now.digits)
        case .dotNetTime: return .string("/Date(\(Int(world.clock * 1000)))/")
        case .epochSeconds: return .int(Int(world.clock))
        case .epochMillis: return .int(Int(world.clock * 1000))
        case .epochFraction: return .number("\(Int(world.clock))\(now.fraction(form.pick([3, 6])))")
        case .epochText: return .string(String(form.chance(0.5) ? Int(world.clock) : Int(world.clock * 1000)))
        case .dayOfMoment: return .string(now.day)
        case .clockTime: return .string(now.clock)
        case .relativeTime: return .string(Self.relative(form.int(0...2), &world))
        case .uuid:
            let text = world.moment.uuid()
            return .string(form.chance(0.2) ? text.uppercased() : text)
        case .requestID:
            let prefix = form.pick(["req_", "req-", "Root=1-", "evt_", ""])
            return .string(prefix + world.moment.base62(form.pick([14, 24])))
        case .hexDigest: return .string(world.moment.hex(form.pick([32, 40, 64])))
        case .shortHex: return .string(world.moment.hex(form.pick([7, 8, 12, 16])))
        case .base64Token:
            return .string(
                form.chance(0.5)
                    ? world.moment.base64url(form.pick([22, 43, 64]))
                    : base64(world.moment.base62(form.pick([16, 32]))))
        case .webToken: return .string(Self.webToken(&world, role: "customer"))
        case .cursor:
            return .string(base64("{\"id\":\(world.count * 7),\"at\":\"\(now.iso())\"}"))
        case .nodeID:
            return .string(
                form.chance(0.5) ? base64("05:Label\(world.moment.digits(9))") : "LA_kw" + world.moment.base64url(14))
        case .objectID: return .string(String(Int(world.clock), radix: 16) + world.moment.hex(16))
        case .sortableID: return .string("01J" + world.moment.run("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 23))
        case .traceParent: return .string("00-\(world.moment.hex(32))-\(world.moment.hex(16))-01")
        case .nanoID: return .string(world.moment.base64url(21))
        case .numericID: return .int(world.moment.int(1_000_000...9_999_999))
        case .snowflake: return .string("1\(world.moment.digits(18))")
        case .formToken: return .string(base64(world.moment.base62(33)))
        default: return number(movement, &world)
        }
    }

    private func number(_ movement: Movement, _ world: inout World) -> Node? {
        var form = random
        switch movement {
        case .counter: return .int(world.count)
        case .served: return .int(world.served)
        case .duration: return .int(world.moment.int(form.pick([2...40, 20...400, 1...1500])))
        case .durationFraction:
            return .number("0.0\(world.moment.int(10...99))\(world.moment.digits(3))\(world.moment.int(1...9))")
        case .durationText:
            let value = world.moment.int(2...180)
            return .string(
                form.pick(["\(value)ms", "\(value).\(world.moment.digits(2))ms", "0.\(world.moment.digits(3))s"]))
        case .score: return .number("\(form.int(1...9)).\(world.moment.int(1_000_000...9_999_999))")
        case .price: return .number("\(form.int(20...900)).\(world.moment.int(11...99))")
        case .priceText: return .string("\(form.int(20...900)).\(world.moment.digits(2))")
        case .load:
            return .array(
                (0..<3).map { _ in
                    .number("\(world.moment.int(0...3)).\(world.moment.int(1...9))\(world.moment.int(1...9))")
                })
        case .remaining: return .int(5000 - world.served % 700)
        case .memory: return .int(form.int(100...900) * 1_000_000 + world.moment.int(0...9_000_000))
        case .percentage: return .number("\(world.moment.int(3...99)).\(world.moment.int(1...9))")
        default: return other(movement, &world)
        }
    }

    private func other(_ movement: Movement, _ world: inout World) -> Node? {
        var form = random
        let now = Moment(seconds: world.clock)
        switch movement {
        case .server:
            let name = form.pick(["web-", "api-7f9c4d-", "node", "ip-10-0-3-"])
            return .string(
                name
                    + (form.chance(0.5)
                        ? String(world.moment.int(1...24)) : world.moment.run("bcdfghjklmnpqrstvwxz2456789", 5)))
        case .address: return .string("10.0.\(world.moment.int(0...255)).\(world.moment.int(1...254)):8080")
        case .signedLink:
            return .string(
                "https://cdn.example.com/files/\(form.int(100...999)).pdf?Expires=\(Int(world.clock) + 3600)&Signature=\(world.moment.base62(32))&Key-Pair-Id=APKA\(form.run("ABCDEFGH", 8))"
            )
        case .idLink:
            return .string(
                "https://api.example.com/v2/jobs/\(form.chance(0.5) ? world.moment.uuid() : String(world.count))/status"
            )
        case .cursorLink: return .string("/v1/items?limit=20&after=\(world.moment.base64url(18))")
        case .sentence:
            return .string(
                form.pick([
                    "Generated at \(now.iso()) by worker \(world.moment.int(1000...9999))",
                    "Page rendered in \(world.moment.int(2...90)) ms on \(now.clock)",
                    "\(world.moment.int(2...40)) people are looking at this right now",
                    "Report \(world.moment.hex(8)) ready",
                ]))
        case .flag: return .bool(world.moment.chance(0.5))
        case .sometimesNull:
            return world.moment.chance(0.5) ? .null : .string(form.pick(["busy", "warm", "slow start"]))
        case .sometimesThere: return world.moment.chance(0.5) ? nil : .int(world.moment.int(1...60))
        case .variant: return .string(world.moment.pick(["control", "treatment", "holdback"]))
        case .etag: return .string("W/\"\(world.moment.hex(24))\"")
        case .embeddedJSON:
            return .string(
                "{\"v\":2,\"kind\":\"order.created\",\"at\":\"\(now.iso())\",\"id\":\"\(world.moment.uuid())\"}")
        default: return list(movement, &world)
        }
    }

    private func list(_ movement: Movement, _ world: inout World) -> Node? {
        var form = random
        switch movement {
        case .shuffled:
            if form.chance(0.5) {
                let all = ["red", "green", "blue", "black", "white", "amber"].prefix(form.int(3...6))
                return .array(all.shuffled(using: &world.moment).map { .string($0) })
            }
            let named = form.chance(0.6)
            let rows: [Node] = (1...form.int(3...6)).map { index in
                let name = form.words(1...2)
                return named
                    ? .object(["id": .int(index * 13), "label": .string(name), "qty": .int(form.int(1...9))])
                    : .object([
                        "label": .string(name + " \(index)"), "qty": .int(form.int(1...9)),
                        "paid": .bool(form.chance(0.5)),
                    ])
            }
            return .array(rows.shuffled(using: &world.moment))
        case .growing:
            let count = form.int(2...6) + world.grown
            return .array((0..<count).map { .object(["id": .int(900 + $0), "text": .string("line \($0)")]) })
        case .window:
            return .array(
                (0..<5).map {
                    .object([
                        "id": .int(world.count - $0), "side": .string((world.count - $0) % 2 == 0 ? "buy" : "sell"),
                        "qty": .int((world.count - $0) % 50 + 1),
                    ])
                })
        case .drawn:
            let pool = (1...40).shuffled(using: &world.moment).prefix(3)
            return .array(pool.map { .object(["id": .int($0 * 11), "title": .string("Item \($0)")]) })
        case .keyed:
            let kind = form.int(0...2)
            return .object(
                (0..<3).map { _ in
                    let key =
                        kind == 0
                        ? world.moment.hex(12) : kind == 1 ? world.moment.uuid() : "sess_" + world.moment.base62(10)
                    return Node.Member(
                        key: key, value: .object(["state": .string("open"), "age": .int(world.moment.int(1...500))]))
                })
        default: return FurtherValue(random: random).right(movement, &world)
        }
    }

    private static func relative(_ form: Int, _ world: inout World) -> String {
        let value = world.moment.int(2...55)
        return [
            "\(value) minutes ago", world.moment.chance(0.3) ? "just now" : "\(value) seconds ago", "in \(value) days",
        ][form]
    }

    static func webToken(_ world: inout World, role: String) -> String {
        let head = base64(#"{"alg":"RS256","typ":"JWT","kid":"k1"}"#, isURL: true, isPadded: false)
        let claims = base64(
            #"{"sub":"42","role":"\#(role)","iat":\#(Int(world.clock)),"exp":\#(Int(world.clock) + 3600),"jti":"\#(world.moment.hex(16))"}"#,
            isURL: true, isPadded: false)
        return "\(head).\(claims).\(world.moment.base64url(86))"
    }
}
