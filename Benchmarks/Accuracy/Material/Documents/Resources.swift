/// Resources as code hosts, payment services and shops have them.
enum Resources {
    static func reply(_ document: Document, _ random: inout SplitMix64) -> Reply {
        switch document {
        case .issue:
            return Reply(
                headers: [("etag", "W/\"\(random.hex(32))\""), ("cache-control", "private, max-age=60")],
                body: issue(&random))
        case .issueList:
            let base = "https://api.example.com/repos/o/r/issues"
            let count = random.int(2...9)
            return Reply(
                headers: [
                    ("link", "<\(base)?page=2>; rel=\"next\", <\(base)?page=9>; rel=\"last\""),
                    ("vary", "Accept, Authorization"),
                ],
                body: .array((0..<count).map { _ in issue(&random) }))
        case .charge: return Reply(headers: [("cache-control", "no-cache, no-store")], body: charge(&random))
        case .product: return Reply(body: .object(["product": product(&random)]))
        case .cart: return Reply(body: cart(&random))
        case .user: return Reply(headers: [("etag", "\"\(random.hex(16))\"")], body: user(&random))
        default: return Reply(body: invoice(&random))
        }
    }

    static func time(_ random: inout SplitMix64) -> Moment {
        Moment(seconds: Double(random.int(1_500_000_000...1_750_000_000)))
    }

    static func user(_ random: inout SplitMix64) -> Node {
        let login = random.pick(Words.plain) + String(random.int(1...99))
        return .object([
            "login": .string(login), "id": .int(random.int(1...99_999_999)),
            "node_id": .string(base64("04:User\(random.digits(7))")),
            "avatar_url": .string("https://avatars.example.com/u/\(random.int(1...999_999))?v=4"),
            "name": .string(random.pick(Words.names)),
            "email": random.chance(0.4) ? .null : .string("\(login)@example.com"),
            "type": .string("User"), "site_admin": .bool(random.chance(0.2)),
            "created_at": .string(time(&random).iso()),
            "followers": .int(random.int(0...5000)), "bio": random.chance(0.5) ? .null : .string(random.words(3...9)),
        ])
    }

    static func issue(_ random: inout SplitMix64) -> Node {
        let number = random.int(1...9999)
        return .object([
            "id": .int(random.int(100_000_000...999_999_999)),
            "node_id": .string(base64("05:Issue\(random.digits(9))")),
            "url": .string("https://api.example.com/repos/o/r/issues/\(number)"), "number": .int(number),
            "title": .string(random.words(2...7)), "user": user(&random),
            "labels": .array(
                (0..<random.int(0...3)).map { index in
                    .object([
                        "id": .int(random.int(1_000_000...9_999_999)),
                        "name": .string(random.pick(Words.plain) + "\(index)"),
                        "color": .string(random.hex(6)), "default": .bool(random.chance(0.5)),
                        "description": random.chance(0.5) ? .null : .string(random.words(2...5)),
                    ])
                }),
            "state": .string(random.pick(["open", "closed"])), "locked": .bool(random.chance(0.5)),
            "assignee": random.chance(0.6) ? .null : user(&random), "assignees": .array([]),
            "comments": .int(random.int(0...50)), "created_at": .string(time(&random).iso()),
            "closed_at": random.chance(0.5) ? .null : .string(time(&random).iso()),
            "body": .string("Steps:\n1. " + random.words(3...12) + "\n2. <b>" + random.words(1...4) + "</b> & more"),
        ])
    }

    static func charge(_ random: inout SplitMix64) -> Node {
        let amount = random.int(100...500_000)
        return .object([
            "id": .string("ch_" + random.base62(24)), "object": .string("charge"), "amount": .int(amount),
            "amount_captured": .int(amount), "amount_refunded": .int(0),
            "currency": .string(random.pick(["usd", "eur", "jpy", "cad"])),
            "created": .int(random.int(1_500_000_000...1_750_000_000)), "customer": .string("cus_" + random.base62(14)),
            "livemode": .bool(false), "paid": .bool(random.chance(0.8)),
            "metadata": .object(["order_id": .string(random.digits(6)), "campaign": .string(random.pick(Words.plain))]),
            "billing_details": .object([
                "address": .object([
                    "city": .string("Montréal"), "country": .string("CA"), "line1": .string("1 rue Sainte-Catherine"),
                    "line2": .null, "postal_code": .string("H2X 1Z4"),
                ]),
                "name": .string(random.pick(Words.names)), "phone": .string("+1514555\(random.digits(4))"),
            ]),
            "outcome": .object([
                "network_status": .string("approved_by_network"), "risk_score": .int(random.int(1...99)),
                "type": .string("authorized"),
            ]),
            "refunds": .object([
                "object": .string("list"), "data": .array([]), "has_more": .bool(false), "total_count": .int(0),
                "url": .string("/v1/charges/x/refunds"),
            ]),
            "status": .string(random.pick(["succeeded", "pending", "failed"])), "receipt_number": .null,
        ])
    }

    static func product(_ random: inout SplitMix64) -> Node {
        .object([
            "id": .int(random.int(632_910_392...999_999_999)), "title": .string(random.words(1...4)),
            "body_html": .string("<p>It's the <em>\(random.pick(Words.plain))</em> &amp; more</p>"),
            "vendor": .string(random.pick(Words.names)),
            "handle": .string(random.pick(Words.plain) + "-" + random.pick(Words.plain)),
            "tags": .string("Emotive, Flash Memory, MP3"),
            "variants": .array(
                (1...random.int(1...4)).map { index in
                    .object([
                        "id": .int(808_950_810 + index), "price": .string(random.money(100...99_999)),
                        "sku": .string("SKU-\(random.digits(5))"),
                        "position": .int(index), "inventory_quantity": .int(random.int(0...40)),
                        "compare_at_price": .null,
                        "weight": .number("\(random.int(0...9)).\(random.int(1...99))"), "taxable": .bool(true),
                    ])
                }),
            "options": .array([
                .object([
                    "name": .string("Color"), "values": .array([.string("Pink"), .string("Red"), .string("Green")]),
                ])
            ]),
            "image": random.chance(0.5)
                ? .null
                : .object([
                    "src": .string("https://cdn.example.com/p/\(random.digits(4)).png?v=\(random.digits(10))"),
                    "width": .int(123), "height": .int(456),
                ]),
            "published_at": .string(time(&random).iso(zone: "-05:00")),
        ])
    }

    static func cart(_ random: inout SplitMix64) -> Node {
        .object([
            "id": .int(random.int(1...9999)), "is_active": .bool(true), "items_count": .int(2),
            "items": .array(
                (1...random.int(2...5)).map { index in
                    .object([
                        "item_id": .int(index), "sku": .string("WS\(random.digits(2))-\(index)"),
                        "qty": .int(random.int(1...5)),
                        "price": .number("\(random.int(5...90)).\(random.int(11...99))"),
                    ])
                }),
            "totals": .object([
                "grand_total": .number(random.money(1000...90_000)), "tax_amount": .number("\(random.int(1...9)).125"),
                "base_currency_code": .string("USD"),
            ]),
            "extension_attributes": .array([]),
            "billing_address": .object([
                "street": .array([.string("6146 Honey Bluff Parkway")]),
                "telephone": .string("(555) 229-\(random.digits(4))"), "region_id": .int(33),
            ]),
        ])
    }

    static func invoice(_ random: inout SplitMix64) -> Node {
        .object([
            "invoiceNumber": .string("2026-\(random.digits(5))"), "issueDate": .string(time(&random).day),
            "dueDate": .string(time(&random).day),
            "lines": .array(
                (0..<random.int(2...5)).map { _ in
                    .object([
                        "text": .string(random.words(2...5)), "quantity": .number("\(random.int(1...20)).000"),
                        "unitPrice": .string(random.money(500...90_000)), "vat": .number("0.19"),
                    ])
                }),
            "total": .string(random.money(1000...9_000_000)), "currency": .string("EUR"),
            "iban": .string("DE89370400440532013000"),
            "exchangeRate": .number("1.0\(random.digits(3))\(random.int(1...9))"),
            "accountNumber": .number("90071992547\(random.digits(8))"), "paid": .bool(random.chance(0.5)),
            "remarks": .string(""), "discounts": .null,
            "customer": .object(["name": .string(random.pick(Words.names)), "city": .string("Köln")]),
        ])
    }
}
