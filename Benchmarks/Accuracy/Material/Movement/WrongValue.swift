/// What faulty services say at a place that moves: nothing that a correct one may say.
struct WrongValue {
    let value: MovingValue
    let movement: Movement

    func all(_ world: inout World, hasTypes: Bool) -> [Node?] {
        var later = world
        guard let right = value.right(movement, &later) ?? value.right(movement, &later) else {
            return [.string("n/a"), .object([])]
        }
        var wrong = (hasTypes ? general(right) : []) + special(right, &world)
        wrong.removeAll { $0 == right || !hasTypes && ($0?.isContainer ?? true) }
        // Without types a code that is written as a number is a code.
        if !hasTypes, movement == .passcode { wrong.removeAll { if case .number? = $0 { true } else { false } } }
        return wrong
    }

    /// Types and emptiness.
    private func general(_ right: Node) -> [Node?] {
        switch right {
        case .string(let text):
            var all: [Node?] = [.object([]), .array([.string(text)]), .bool(true)]
            if movement != .sometimesNull { all += [.null, .string("")] }
            if movement != .sometimesThere { all.append(nil) }
            return all
        case .number(let text):
            return movement == .sometimesThere
                ? [.string(text), .null, .bool(false)] : [.string(text), .null, nil, .array([right]), .bool(true)]
        case .bool(let value): return [.string(value ? "true" : "false"), .int(value ? 1 : 0), .null, nil]
        case .null: return [.int(7), .object([])]
        case .array: return [.null, .object([]), nil, .string("")]
        case .object: return [.null, .array([]), nil]
        case .moving: return []
        }
    }

    private func special(_ right: Node, _ world: inout World) -> [Node?] {
        var form = value.random
        let now = Moment(seconds: world.clock)
        let shifts = [-86_400 * 30.0, 3600, -7200, 86_400, 19_800]
        func shifted() -> [Node?] {
            shifts.map { shift in
                var other = world
                other.clock += shift
                return value.right(movement, &other)
            }
        }
        let zero = "1970-01-01T00:00:00Z"
        let uuid = world.moment.uuid()
        switch movement {
        case .isoTime:
            return shifted()
                + [
                    now.iso(3), now.iso(zone: ""), now.iso(zone: "+00:00"), now.http, now.day, String(Int(world.clock)),
                    zero,
                ].map { .string($0) }
        case .isoFraction:
            return shifted() + [.string(now.iso()), .string(now.iso(2)), .string(zero), .int(Int(world.clock))]
        case .offsetTime: return shifted() + [.string(now.iso()), .string(now.iso(zone: "")), .string(now.day)]
        case .spacedTime: return shifted() + [.string(now.iso()), .string(now.day)]
        case .httpTime: return shifted() + [.string(now.iso()), .string(now.http.replacing("GMT", with: "+0000"))]
        case .germanTime: return shifted() + [.string(now.iso()), .string(now.slashed)]
        case .americanTime:
            return [shifts[0], 86_400 * 3].map {
                .string(now.american == "" ? "" : Moment(seconds: world.clock + $0).iso())
            }
        case .compactTime: return shifted() + [.string(now.iso())]
        case .dotNetTime: return shifted() + [.string(now.iso()), .string("/Date(\(Int(world.clock)))/")]
        case .epochSeconds: return shifted() + [.int(Int(world.clock * 1000)), .int(0), .int(-1)]
        case .epochMillis: return shifted() + [.int(Int(world.clock)), .int(0)]
        case .epochFraction: return shifted() + [.int(Int(world.clock)), .int(Int(world.clock * 1000))]
        case .epochText: return shifted() + [.string("0"), .string(now.iso())]
        case .dayOfMoment:
            return [.string(Moment(seconds: world.clock + 86_400 * 40).day), .string(now.iso()), .string(now.german)]
        case .clockTime:
            return [
                .string(Moment(seconds: world.clock + 7200).clock), .string(now.iso()),
                .string(String(now.clock.dropLast(3))),
            ]
        case .relativeTime: return [.string(now.iso()), .string("vor 3 Minuten"), .int(3)]
        case .uuid:
            return [
                "00000000-0000-0000-0000-000000000000", uuid.filter { $0 != "-" }, "{\(uuid)}", "urn:uuid:\(uuid)",
                "17", String(uuid.dropLast(2)),
            ].map { .string($0) } + [.int(1234)]
        case .requestID:
            return [uuid, "17", world.moment.base62(6), "x-" + world.moment.base62(40)].map { .string($0) }
        case .hexDigest:
            return [world.moment.hex(20), world.moment.base62(44), uuid, world.moment.hex(64) + "00"].map {
                .string($0)
            }
        case .shortHex: return [world.moment.hex(26), world.moment.base62(30), uuid].map { .string($0) }
        case .base64Token: return [world.moment.hex(8), uuid, "token", "\(now.iso())"].map { .string($0) }
        case .webToken:
            return [
                world.moment.hex(64), uuid, "Bearer " + MovingValue.webToken(&world, role: "customer"),
                "eyJhbGciOiJub25lIn0.\(world.moment.base64url(90)).", MovingValue.webToken(&world, role: "admin"),
            ].map { .string($0) }
        case .cursor: return [.string("20"), .string("offset:40"), .int(2), .string(uuid)]
        case .nodeID:
            let isOld =
                value.right(.nodeID, &world).map {
                    if case .string(let text) = $0 { return text.hasPrefix("MDU6") }; return false
                } ?? false
            return [
                .string(isOld ? "LA_kw" + world.moment.base64url(14) : base64("05:Label\(world.moment.digits(9))")),
                .string(world.moment.digits(9)), .int(world.moment.int(1000...9999)),
            ]
        case .objectID, .sortableID, .nanoID:
            return [.string(uuid), .string(world.moment.digits(6)), .int(42), .string(world.moment.base62(60))]
        case .traceParent: return [.string(uuid), .string(world.moment.hex(32))]
        case .numericID: return [.int(-world.moment.int(1000...9999)), .string(uuid), .number("1.5")]
        case .snowflake: return [.string(uuid), .string(world.moment.digits(6))]
        case .formToken: return [.string(world.moment.hex(16)), .string("csrf")]
        case .counter, .served: return [.int(-world.count), .number("\(world.count).5"), .string(uuid)]
        case .duration:
            return [.int(-world.moment.int(1...100)), .number("0.0\(world.moment.int(11...99))"), .string("12ms")]
        case .durationFraction:
            return [.number("-0.\(world.moment.digits(5))"), .int(12), .number("\(world.moment.int(20...90))000.5")]
        case .durationText: return [.int(12), .string("fast"), .string("\(world.moment.int(2...90)) %")]
        case .score: return [.number("-\(form.int(1...9)).1234567"), .int(4), .string("high")]
        case .price, .priceText: return [.number("-12.34"), .int(world.moment.int(2000...90000)), .string("€ 12.50")]
        case .load:
            return [
                .array([.number("0.1")]), .array([]), .number("0.25"),
                .array([.string("0.12"), .string("0.33"), .string("0.71")]),
            ]
        case .remaining: return [.int(-5), .number("1e3")]
        case .memory: return [.int(-5), .string("512 MB"), .number("0.5")]
        case .percentage: return [.number("-\(world.moment.int(3...99)).5"), .string("57%")]
        case .server: return [.string("https://\(uuid)"), .string("localhost.localdomain.internal")]
        case .address: return [.string("fe80::1ff:fe23:4567:890a"), .string("localhost")]
        case .signedLink, .idLink, .cursorLink:
            guard case .string(let text) = right else { return [] }
            return [
                text.replacing("example.com", with: "internal.local"), text.replacing("https:", with: "http:"),
                text.replacing("jobs", with: "tasks"),
                text.replacing("/status", with: ""), text.replacing("Signature=", with: "sig="),
                text.replacing("limit=20", with: "limit=50"), text.replacing("files", with: "private"),
                text.replacing("/v1/", with: "/v3/"), "undefined", "/",
            ].map { .string($0) }
        case .sentence:
            guard case .string(let text) = right else { return [] }
            return [
                text.replacing("worker", with: "node"), text.replacing("rendered", with: "built"),
                text.replacing("people", with: "users"), text.replacing("Report", with: "Error"), "null",
            ].map { .string($0) }
        case .flag: return [.string("yes")]
        case .sometimesNull: return [.int(3), .bool(false), .object([])]
        case .sometimesThere: return [.string("none"), .int(-1)]
        case .variant: return [.int(1), .string("{\"name\":\"control\"}")]
        case .etag: return [.string("\"\(world.moment.hex(24))\""), .string(world.moment.hex(24))]
        case .embeddedJSON:
            guard case .string(let text) = right else { return [] }
            return [
                text.replacing("\"v\":2", with: "\"v\":3"), text.replacing("order.created", with: "order.deleted"),
                text.replacing("\"id\"", with: "\"ID\""), "[object Object]",
            ].map { .string($0) }
        case .shuffled, .growing, .window, .drawn, .keyed: return []
        default: return FurtherValue(random: value.random).wrong(movement, right, &world)
        }
    }
}
