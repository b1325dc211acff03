/// Kinds of answers that were written after the comparison had been mended on the others.
enum Further {
    static func reply(_ document: Document, _ random: inout SplitMix64) -> Reply {
        switch document {
        case .graph:
            return Reply(
                body: .object([
                    "data": .object([
                        "viewer": .object([
                            "login": .string(random.pick(Words.plain)),
                            "repositories": .object([
                                "totalCount": .int(random.int(3...90)),
                                "pageInfo": .object([
                                    "hasNextPage": .bool(true),
                                    "endCursor": .string(base64("cursor:v2:\(random.digits(8))")),
                                ]),
                                "edges": .array(
                                    (0..<random.int(2...6)).map { index in
                                        .object([
                                            "cursor": .string(base64("c:\(index)")),
                                            "node": .object([
                                                "name": .string(random.words(1...2)),
                                                "stars": .int(random.int(0...9000)),
                                                "isFork": .bool(random.chance(0.5)),
                                                "license": random.chance(0.4)
                                                    ? .null : .object(["key": .string("mit")]),
                                            ]),
                                        ])
                                    }),
                            ]),
                        ])
                    ]), "extensions": .object(["cost": .int(12)]),
                ]))
        case .bucketList:
            return Reply(
                format: .xml, type: "application/xml",
                body: .object([
                    "Name": .string("bucket"), "MaxKeys": .int(1000), "IsTruncated": .bool(false),
                    "Contents": .array(
                        (0..<random.int(2...6)).map { index in
                            .object([
                                "Key": .string("photos/\(index)-\(random.hex(6)).jpg"),
                                "LastModified": .string(Resources.time(&random).iso(3)),
                                "ETag": .string("\"\(random.hex(32))\""), "Size": .int(random.int(100...9_000_000)),
                                "StorageClass": .string("STANDARD"),
                            ])
                        }),
                ]))
        case .patient:
            return Reply(
                type: "application/fhir+json",
                body: .object([
                    "resourceType": .string("Patient"), "id": .string(random.uuid()),
                    "identifier": .array([
                        .object(["system": .string("urn:oid:1.2.36"), "value": .string(random.digits(8))])
                    ]),
                    "name": .array([
                        .object([
                            "use": .string("official"), "family": .string("Núñez"),
                            "given": .array([.string("María"), .string("José")]),
                        ])
                    ]), "birthDate": .string("19\(random.int(30...99))-0\(random.int(1...9))-1\(random.int(0...9))"),
                    "deceasedBoolean": .bool(false), "multipleBirthInteger": .int(random.int(1...3)),
                ]))
        case .table:
            return Reply(
                body: .object([
                    "columns": .array(
                        ["id", "name", "qty", "ratio"].map { .object(["name": .string($0), "type": .string("text")]) }),
                    "rows": .array(
                        (0..<random.int(3...15)).map { index in
                            .array([
                                .int(index), .string(random.words(1...2)), .int(random.int(0...9)),
                                random.chance(0.2) ? .null : .number("0.\(random.int(1...9))\(random.int(1...9))"),
                            ])
                        }),
                ]))
        case .rates:
            return Reply(
                body: .object([
                    "base": .string("EUR"), "date": .string(Resources.time(&random).day),
                    "rates": .object([
                        "USD": .number("1.0\(random.int(100...999))"), "JPY": .number("16\(random.int(1...9)).4"),
                        "GBP": .number("0.8\(random.int(100...999))"), "CHF": .number("0.9\(random.int(100...999))"),
                    ]),
                ]))
        case .history:
            return Reply(
                body: .object(
                    (0..<random.int(3...8)).map { index in
                        Node.Member(
                            key: "2026-03-0\(index + 1)",
                            value: .object([
                                "open": .number("1\(random.int(10...99)).\(random.int(1...9))"),
                                "volume": .int(random.int(0...99_999)),
                                "note": random.chance(0.5) ? .null : .string("ex dividend"),
                            ]))
                    }))
        case .aggregations:
            return Reply(
                body: .object([
                    "aggregations": .object([
                        "by_day": .object([
                            "doc_count_error_upper_bound": .int(0),
                            "buckets": .array(
                                (0..<random.int(2...6)).map { index in
                                    .object([
                                        "key_as_string": .string("2026-01-0\(index + 1)T00:00:00.000Z"),
                                        "key": .int(1_767_225_600_000 + index * 86_400_000),
                                        "doc_count": .int(random.int(0...900)),
                                        "avg": .object(["value": .number("\(random.int(1...90)).\(random.digits(6))1")]
                                        ),
                                    ])
                                }),
                        ])
                    ])
                ]))
        case .keySet:
            return Reply(
                headers: [("cache-control", "public, max-age=900, stale-while-revalidate=60")],
                body: .object([
                    "keys": .array(
                        (0..<2).map { _ in
                            .object([
                                "kty": .string("RSA"), "kid": .string(random.hex(12)), "use": .string("sig"),
                                "alg": .string("RS256"), "n": .string(random.base64url(86)), "e": .string("AQAB"),
                            ])
                        })
                ]))
        case .calendar:
            return Reply(
                headers: [("etag", "\"\(random.digits(16))\"")],
                body: .object([
                    "kind": .string("calendar#events"), "summary": .string(random.pick(Words.names)),
                    "timeZone": .string("America/Toronto"),
                    "items": .array(
                        (0..<random.int(1...4)).map { _ in
                            .object([
                                "id": .string(random.run("abcdefghijklmnopqrstuv0123456789", 26)),
                                "status": .string("confirmed"),
                                "start": .object(["dateTime": .string(Resources.time(&random).iso(zone: "-05:00"))]),
                                "attendees": .array([
                                    .object(["email": .string("a@example.com"), "optional": .bool(true)]),
                                    .object([
                                        "email": .string("b@example.com"), "responseStatus": .string("needsAction"),
                                    ]),
                                ]),
                            ])
                        }),
                ]))
        case .scalarList: return Reply(body: .array((0..<random.int(3...9)).map { _ in .string(random.words(1...2)) }))
        case .metrics:
            return Reply(
                format: .text, type: "text/plain; version=0.0.4",
                body: .object([
                    "http_requests_total": .int(random.int(10...9999)), "process_threads": .int(random.int(1...64)),
                    "build": .string("v\(random.int(1...9)).0"),
                ]))
        case .failure:
            return Reply(
                status: random.pick([500, 503, 429, 401]),
                headers: [("retry-after", "\(random.int(30...600))"), ("www-authenticate", "Bearer realm=\"x\"")],
                body: .object([
                    "error": .object([
                        "code": .string(random.pick(["RATE_LIMITED", "INTERNAL"])),
                        "message": .string(random.words(3...8)),
                        "details": .array([
                            .object([
                                "@type": .string("type.googleapis.com/ErrorInfo"),
                                "metadata": .object(["service": .string("x")]),
                            ])
                        ]),
                    ])
                ]))
        case .feed:
            return Reply(
                format: .xml, type: "application/rss+xml",
                body: .object([
                    "channel": .object([
                        "title": .string(random.words(1...3)), "link": .string("https://example.com/"),
                        "item": .array(
                            (0..<random.int(2...5)).map { _ in
                                .object([
                                    "title": .string(random.words(2...6)), "guid": .string(random.uuid()),
                                    "pubDate": .string(Resources.time(&random).http),
                                    "description": .string("<p>\(random.words(3...6)) & co</p>"),
                                ])
                            }),
                    ])
                ]))
        case .settings:
            return Reply(
                body: .object([
                    "theme": .string("dark"), "flags": .object(["a": .bool(random.chance(0.5)), "b": .null]),
                    "limits": .array([.int(1), .int(10), .int(100)]),
                    "long": .string((0..<40).map { _ in random.words(3...6) }.joined(separator: ". ")),
                    "ratio": .number("1.0E-5"), "big": .number("123456789012345678901234567890"),
                    "path": .string("C:\\temp\\new \"x\""),
                ]))
        default:
            return Reply(
                headers: [("location", "/v1/jobs/\(random.uuid())"), ("retry-after", "5")],
                body: .object([
                    "job": .string(random.uuid()), "state": .string("queued"),
                    "steps": .array([
                        .object(["step": .string("a"), "done": .bool(true)]),
                        .object(["step": .string("b"), "done": .bool(false)]),
                    ]),
                ]))
        }
    }
}
