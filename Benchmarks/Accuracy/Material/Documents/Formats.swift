/// Answers that are no plain JSON resource.
enum Formats {
    static func reply(_ document: Document, _ random: inout SplitMix64) -> Reply {
        switch document {
        case .problem:
            return Reply(
                status: random.pick([400, 404, 409, 422, 403]), type: "application/problem+json",
                body: .object([
                    "type": .string("https://example.com/probs/out-of-credit"),
                    "title": .string("You do not have enough credit."), "status": .int(403),
                    "detail": .string("Your current balance is \(random.int(1...90)), but that costs 50."),
                    "instance": .string("/account/\(random.digits(5))/msgs/abc"),
                    "errors": .array([
                        .object([
                            "field": .string("quantity"), "code": .string("too_small"),
                            "message": .string("must be at least 1"),
                        ])
                    ]),
                ]))
        case .lines:
            return Reply(
                format: .lines, type: "application/x-ndjson",
                body: .array(
                    (0..<random.int(2...8)).map { index in
                        .object([
                            "seq": .int(index), "event": .string(random.pick(Words.plain)),
                            "level": .string(random.pick(["info", "warn"])), "n": .int(random.int(0...999)),
                        ])
                    }))
        case .csv:
            return Reply(
                format: .csv, type: "text/csv",
                body: .array(
                    (0..<random.int(2...8)).map { index in
                        .object([
                            "id": .int(index + 1), "name": .string(random.pick(Words.names)),
                            "amount": .number(random.money(100...99_999)), "date": .string(Resources.time(&random).day),
                            "note": .string(random.words(0...3) + ", ok"),
                        ])
                    }))
        case .xml:
            return Reply(
                format: .xml, type: "application/xml",
                body: .object([
                    "order": .object([
                        "number": .string(random.digits(6)), "customer": .string(random.pick(Words.names)),
                        "item": .array(
                            (0..<random.int(2...5)).map { _ in
                                .object([
                                    "sku": .string("A-\(random.digits(4))"), "qty": .int(random.int(1...9)),
                                    "price": .string(random.money(100...9999)),
                                ])
                            }), "comment": .string(random.words(2...6)),
                        "placed": .string(Resources.time(&random).iso()),
                    ])
                ]))
        case .soap:
            return Reply(
                format: .xml, type: "text/xml; charset=utf-8",
                body: .object([
                    "Envelope": .object([
                        "Header": .object(["Version": .string("1.2")]),
                        "Body": .object([
                            "GetPriceResponse": .object([
                                "Price": .number("\(random.int(1...99)).90"), "Currency": .string("EUR"),
                                "Available": .bool(true), "Name": .string(random.words(1...3)),
                            ])
                        ]),
                    ])
                ]))
        case .html:
            return Reply(
                format: .html, type: "text/html; charset=utf-8",
                body: .object([
                    "title": .string(random.words(2...4)), "price": .string("$\(random.money(100...9999))"),
                    "items": .array((0..<random.int(2...5)).map { _ in .string(random.words(1...3)) }),
                    "footer": .string("© 2026 Example & Sons"),
                ]))
        case .text:
            return Reply(
                format: .text, type: "text/plain; charset=utf-8",
                body: .object([
                    "status": .string("ok"), "version": .string("1.\(random.int(0...20)).\(random.int(0...9))"),
                    "items": .int(random.int(0...500)), "owner": .string(random.pick(Words.names)),
                    "message": .string(random.words(4...12)),
                ]))
        case .form:
            return Reply(
                format: .form, type: "application/x-www-form-urlencoded",
                body: .object([
                    "access": .string(random.pick(["full", "read"])), "token_type": .string("bearer"),
                    "scope": .string("repo gist"), "expires_in": .int(28_800),
                    "user": .string(random.pick(Words.names)),
                ]))
        case .created:
            let id = random.int(1...99_999)
            return Reply(
                status: 201,
                headers: [
                    ("location", "/api/orders/\(id)"), ("etag", "\"\(random.hex(8))\""), ("cache-control", "no-store"),
                ],
                body: .object([
                    "id": .int(id), "state": .string("new"), "quantity": .int(random.int(1...9)),
                    "price": .string(random.money(100...9999)),
                ]))
        case .noContent:
            return Reply(status: 204, headers: [("allow", "GET, HEAD, DELETE"), ("vary", "Origin")], body: .null)
        case .redirect:
            return Reply(
                status: random.pick([301, 302, 303, 307, 308]),
                headers: [
                    ("location", "https://www.example.com/new/\(random.digits(4))?from=old"),
                    ("cache-control", "public, max-age=86400"),
                ], format: .text, type: "text/plain", body: .object(["moved": .bool(true)]))
        default:
            return Reply(
                headers: [
                    ("set-cookie", "sid=\(random.base62(32)); Path=/; HttpOnly; Secure; SameSite=Lax"),
                    ("set-cookie", "theme=dark; Path=/; Max-Age=31536000"),
                    ("cache-control", "private, no-cache=\"set-cookie\""),
                    ("www-authenticate", "Bearer realm=\"api\", error=\"invalid_token\""), ("retry-after", "120"),
                    ("deprecation", "@1688169599"),
                ],
                body: .object([
                    "user": .string(random.pick(Words.plain)), "roles": .array([.string("user"), .string("beta")]),
                    "expires_in": .int(3600), "mfa": .bool(false),
                ]))
        }
    }
}
