/// Shapes of data that are hard to align.
enum Structures {
    static func reply(_ document: Document, _ random: inout SplitMix64) -> Reply {
        switch document {
        case .weather:
            return Reply(
                body: .object([
                    "latitude": .number("52.52"), "elevation": .number("38.0"), "timezone": .string("Europe/Berlin"),
                    "hourly": .object([
                        "time": .array((0..<8).map { .string("2026-01-0\($0 / 4 + 1)T0\($0):00") }),
                        "temperature_2m": .array(
                            (0..<8).map { _ in .number("\(random.int(-20...35)).\(random.int(1...9))") }),
                        "weather_code": .array((0..<8).map { _ in .int(random.pick([0, 1, 2, 3, 45, 61])) }),
                    ]),
                    "hourly_units": .object(["temperature_2m": .string("°C"), "wind": .string("km/h")]),
                ]))
        case .timeseries:
            var start = random.int(1_500_000_000...1_700_000_000)
            return Reply(
                body: .object([
                    "symbol": .string("AAPL"),
                    "candles": .array(
                        (0..<random.int(4...20)).map { _ in
                            start += 60
                            return .array([
                                .int(start), .number("\(random.int(90...110)).\(random.int(11...99))"),
                                .number("\(random.int(90...110)).\(random.int(11...99))"), .int(random.int(0...90_000)),
                            ])
                        }),
                ]))
        case .tree:
            func branch(_ depth: Int, _ random: inout SplitMix64) -> Node {
                .object([
                    "name": .string(random.words(1...2)), "size": .int(random.int(0...99_999)),
                    "children": .array(
                        depth == 0 ? [] : (0..<random.int(0...3)).map { _ in branch(depth - 1, &random) }),
                ])
            }
            return Reply(body: branch(5, &random))
        case .translations:
            return Reply(
                body: .object([
                    "locale": .string("fr-CA"),
                    "messages": .object([
                        "greeting": .string("Ça va, \(random.pick(Words.names)) ?"), "price": .string("1 234,50 $"),
                        "emoji": .string("👩‍👩‍👧 ok 👍🏽"), "cafe": .string("café"),
                        "quote": .string("L\u{2019}été\u{a0}: \u{ab} oui \u{bb}"), "empty": .string(""),
                        "html": .string("<a href=\"/x?a=1&b=2\">lien</a>"), "newline": .string("un\ndeux\ttrois"),
                        "rtl": .string("مرحبا \(random.digits(2))"),
                    ]),
                    "plurals": .object(["one": .string("{n} fichier"), "other": .string("{n} fichiers")]),
                ]))
        case .permissions:
            return Reply(
                body: .object([
                    "scopes": .array(
                        ["read:org", "repo", "gist", "user:email"].prefix(random.int(2...4)).map { .string($0) }),
                    "roles": .array([
                        .object(["role": .string("admin"), "on": .array([.int(1), .int(2), .int(3)])]),
                        .object(["role": .string("viewer"), "on": .array([])]),
                    ]),
                    "limits": .object(["max": .null, "min": .int(0), "ratio": .number("0.5"), "big": .number("1e21")]),
                    "matrix": .array([.array([.bool(true), .bool(false)]), .array([.bool(false), .bool(true)])]),
                ]))
        case .big:
            return Reply(
                body: .object([
                    "total": .int(400),
                    "rows": .array(
                        (0..<random.int(60...250)).map { index in
                            .object([
                                "id": .int(index + 1000), "sku": .string("S\(random.digits(6))"),
                                "price": .string(random.money(10...99_999)), "stock": .int(random.int(0...30)),
                                "group": .string(random.pick(Words.plain)),
                            ])
                        }),
                ]))
        default:
            return Reply(
                body: .array(
                    (0..<random.int(3...30)).map { _ in
                        .object([
                            "kind": .string(random.pick(["a", "b"])), "value": .int(random.int(0...6)),
                            "ok": .bool(random.chance(0.8)),
                        ])
                    }))
        }
    }
}
