/// Answers that keep to a convention for links, pages and maps.
enum Conventions {
    static func reply(_ document: Document, _ random: inout SplitMix64) -> Reply {
        switch document {
        case .deployment: return Reply(body: deployment(&random))
        case .configMap: return Reply(body: configMap(&random))
        case .geo: return Reply(type: "application/geo+json", body: geo(&random))
        case .hal: return Reply(type: "application/hal+json", body: hal(&random))
        case .jsonAPI: return Reply(type: "application/vnd.api+json", body: jsonAPI(&random))
        case .odata: return Reply(type: "application/json;odata.metadata=minimal", body: odata(&random))
        case .search: return Reply(headers: [("cache-control", "max-age=0")], body: search(&random))
        default: return page(&random)
        }
    }

    private static func deployment(_ random: inout SplitMix64) -> Node {
        let name = random.pick(Words.plain)
        return .object([
            "apiVersion": .string("apps/v1"), "kind": .string("Deployment"),
            "metadata": .object([
                "name": .string(name), "namespace": .string("default"), "uid": .string(random.uuid()),
                "resourceVersion": .string(random.digits(6)),
                "generation": .int(random.int(1...9)), "creationTimestamp": .string(Resources.time(&random).iso()),
                "labels": .object([
                    "app": .string(name), "app.kubernetes.io/part-of": .string("shop"),
                    "pod-template-hash": .string(random.hex(10)),
                ]),
                "annotations": .object([
                    "deployment.kubernetes.io/revision": .string("3"), "checksum/config": .string(random.hex(64)),
                ]),
                "managedFields": .array([
                    .object([
                        "manager": .string("kubectl"), "operation": .string("Apply"),
                        "fieldsV1": .object(["f:spec": .object(["f:replicas": .object([]), "f:template": .object([])])]
                        ),
                    ])
                ]),
            ]),
            "spec": .object([
                "replicas": .int(random.int(1...5)),
                "selector": .object(["matchLabels": .object(["app": .string(name)])]),
                "containers": .array([
                    .object([
                        "name": .string("main"),
                        "image": .string("registry.example.com/\(name):1.\(random.int(0...40)).2"),
                        "ports": .array([.object(["containerPort": .int(8080), "protocol": .string("TCP")])]),
                        "resources": .object(["limits": .object(["cpu": .string("500m"), "memory": .string("128Mi")])]),
                    ]),
                    .object([
                        "name": .string("sidecar"), "image": .string("envoy:v1.30"), "ports": .array([]),
                        "resources": .object([]),
                    ]),
                ]),
            ]),
            "status": .object([
                "availableReplicas": .int(1),
                "conditions": .array([
                    .object([
                        "type": .string("Available"), "status": .string("True"),
                        "reason": .string("MinimumReplicasAvailable"),
                    ]),
                    .object([
                        "type": .string("Progressing"), "status": .string("True"),
                        "reason": .string("NewReplicaSetAvailable"),
                    ]),
                ]),
            ]),
        ])
    }

    private static func configMap(_ random: inout SplitMix64) -> Node {
        .object([
            "kind": .string("Flags"),
            "data": .object(
                (0..<random.int(4...12)).map { index in
                    Node.Member(
                        key: "feature.\(random.pick(Words.plain))/\(index)",
                        value: random.pick([
                            .bool(true), .string("on"), .int(index),
                            .object(["percent": .int(random.int(0...100)), "rules": .array([])]),
                        ]))
                }),
        ])
    }

    private static func geo(_ random: inout SplitMix64) -> Node {
        func point(_ random: inout SplitMix64) -> Node {
            .array([
                .number("\(random.int(-179...179)).\(random.digits(5))\(random.int(1...9))"),
                .number("\(random.int(-89...89)).\(random.digits(5))\(random.int(1...9))"),
            ])
        }
        return .object([
            "type": .string("FeatureCollection"), "bbox": .array([.int(-10), .int(-10), .int(10), .int(10)]),
            "features": .array(
                (0..<random.int(1...4)).map { index in
                    .object([
                        "type": .string("Feature"), "id": .string("f\(index)"),
                        "geometry": .object([
                            "type": .string("LineString"),
                            "coordinates": .array((0..<random.int(2...6)).map { _ in point(&random) }),
                        ]),
                        "properties": .object([
                            "name": .string(random.words(1...2)), "population": .int(random.int(0...9_000_000)),
                            "area": .number("\(random.int(1...999)).5e3"),
                        ]),
                    ])
                }),
        ])
    }

    private static func hal(_ random: inout SplitMix64) -> Node {
        let id = random.int(1...999)
        return .object([
            "_links": .object([
                "self": .object(["href": .string("/orders/\(id)")]),
                "next": .object(["href": .string("/orders?page=2")]),
                "ea:find": .object(["href": .string("/orders{?id}"), "templated": .bool(true)]),
            ]),
            "currentlyProcessing": .int(random.int(0...20)), "shippedToday": .int(random.int(0...99)),
            "_embedded": .object([
                "ea:order": .array(
                    (0..<random.int(1...4)).map { index in
                        .object([
                            "_links": .object([
                                "self": .object(["href": .string("/orders/\(id + index)")]),
                                "ea:customer": .object(["href": .string("/customers/\(random.int(1...999))")]),
                            ]), "total": .number("\(random.int(10...90)).\(random.int(11...99))"),
                            "status": .string(random.pick(["shipped", "processing", "cancelled"])),
                        ])
                    })
            ]),
        ])
    }

    private static func jsonAPI(_ random: inout SplitMix64) -> Node {
        .object([
            "jsonapi": .object(["version": .string("1.1")]),
            "links": .object([
                "self": .string("http://example.com/articles"),
                "next": .string("http://example.com/articles?page[offset]=2"), "prev": .null,
            ]),
            "data": .array(
                (1...random.int(2...5)).map { index in
                    .object([
                        "type": .string("articles"), "id": .string(String(index * 7)),
                        "attributes": .object([
                            "title": .string(random.words(2...6)), "word-count": .int(random.int(50...900)),
                            "published": .bool(random.chance(0.5)),
                        ]),
                        "relationships": .object([
                            "author": .object([
                                "data": .object(["type": .string("people"), "id": .string(random.digits(2))])
                            ])
                        ]),
                    ])
                }),
            "included": .array([]),
        ])
    }

    private static func odata(_ random: inout SplitMix64) -> Node {
        .object([
            "@odata.context": .string("https://services.example.org/V4/$metadata#People"),
            "@odata.nextLink": .string("https://services.example.org/V4/People?$skiptoken=8"),
            "value": .array(
                (0..<random.int(2...5)).map { index in
                    .object([
                        "@odata.etag": .string("W/\"08D1694\(random.hex(6))\""),
                        "UserName": .string(random.pick(Words.plain) + "\(index)"),
                        "Emails": .array([.string("a\(index)@example.com"), .string("b\(index)@contoso.com")]),
                        "Gender": .string(random.pick(["Male", "Female"])),
                        "Concurrency": .number("63555\(random.digits(13))"),
                    ])
                }),
        ])
    }

    private static func search(_ random: inout SplitMix64) -> Node {
        .object([
            "timed_out": .bool(false),
            "_shards": .object(["total": .int(5), "successful": .int(5), "failed": .int(0)]),
            "hits": .object([
                "total": .object(["value": .int(random.int(10...9999)), "relation": .string("eq")]),
                "max_score": .number("9.\(random.digits(5))1"),
                "hits": .array(
                    (0..<random.int(3...8)).map { index in
                        .object([
                            "_index": .string("items"), "_id": .string(random.base64url(20)),
                            "_score": .number("\(9 - index).\(random.digits(5))3"),
                            "_source": .object([
                                "name": .string(random.words(1...4)), "price": .int(random.int(1...500)),
                                "tags": .array([.string(random.pick(Words.plain)), .string("x\(index)")]),
                            ]),
                            "highlight": .object(["name": .array([.string("<em>\(random.pick(Words.plain))</em>")])]),
                        ])
                    }),
            ]),
        ])
    }

    private static func page(_ random: inout SplitMix64) -> Reply {
        let count = random.int(3...12)
        let number = random.int(1...9)
        return Reply(
            headers: [
                ("link", "</items?page=\(number + 1)>; rel=\"next\", </items?page=1>; rel=\"first\""),
                ("vary", "Accept-Encoding"),
            ],
            body: .object([
                "page": .int(number), "per_page": .int(count), "total": .int(random.int(100...999)),
                "has_next": .bool(true),
                "items": .array(
                    (0..<count).map { index in
                        .object([
                            "id": .string(random.uuid()), "name": .string(random.words(1...3)),
                            "rank": .int(number * count + index), "amount": .string(random.money(1...99_999)),
                            "active": .bool(random.chance(0.5)),
                        ])
                    }),
                "next_page": .string("/items?page=\(number + 1)"),
            ]))
    }
}
