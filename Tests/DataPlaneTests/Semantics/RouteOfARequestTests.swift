import DataPlane
import TestSupport
import Testing

/// Loops, chains, preflights and OPTIONS for the proxy as a whole.
@Suite(.timeLimit(.minutes(patient(1))))
struct RouteOfARequestTests {
    @Test func `A proxy that is its own target ends the loop with 508`() async throws {
        let port = try FreePort.next()
        try await with(try await Plane.start(targets: ["monolith": [port]]) { $0.port = port }) { plane in
            let answer = try await RawClient.exchange("GET", "/", port: plane.port)
            #expect(answer.status == 508)
            #expect(answer.text.contains("urn:ficus:problem:loop"))
            // The inner answer came through the outer exchange: one turn, no more.
            #expect(await plane.plane.counters().acceptedConnections == 2)
        }
    }

    @Test func `Two proxies in a row are no loop, and both are in Via`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { inner in
            try await with(try await Plane.start(targets: ["monolith": [inner.port]])) { outer in
                let answer = try await RawClient.exchange("GET", "/", port: outer.port)
                #expect(answer.status == 200)
                let names = answer.values("Via")
                #expect(names.count == 2)
                #expect(target.requests.first?.fields.filter { $0.name == "via" }.map(\.value) == names.reversed())
                let again = try await RawClient.exchange("GET", "/", port: outer.port, fields: [("Via", names[0])])
                #expect(again.status == 508)
            }
        }
    }

    private static let routes = """
        orders.create: {match: POST /orders, effect: write, state: extracted}
        orders.show: {match: GET /orders/:id}
        hooks: {match: OPTIONS /hooks, effect: read}
        hooks.add: {match: POST /hooks, effect: write, state: extracted}
        """

    @Test(arguments: [
        ("OPTIONS", "/orders", "POST", "service", 200), ("OPTIONS", "/orders/7", "GET", "monolith", 200),
        // No route is asked about; a route that names OPTIONS; what owns nothing.
        ("OPTIONS", "/orders", "", "ficus", 404), ("OPTIONS", "/hooks", "POST", "monolith", 200),
        ("OPTIONS", "/orders", "DELETE", "ficus", 404), ("POST", "/orders", "DELETE", "service", 200),
    ])
    func `A preflight goes to the owner of the path`(
        method: String, path: String, asked: String, owner: String, status: Int
    ) async throws {
        let monolith = try await FakeTarget.start()
        let service = try await FakeTarget.start()
        let plane = try await Plane.start(
            targets: ["monolith": [monolith.port], "service": [service.port]], gateway: "unmatched: reject",
            candidate: "service", routes: Self.routes)
        try await with(plane) { plane in
            var fields = [("Origin", "https://shop.example")]
            if !asked.isEmpty { fields.append(("Access-Control-Request-Method", asked)) }
            let answer = try await RawClient.exchange(method, path, port: plane.port, fields: fields)
            #expect(answer.status == status)
            #expect(answer["Ficus-Answered-By"]?.hasPrefix(owner + ";") == true)
            let requests = monolith.requests + service.requests
            #expect(requests.count == (owner == "ficus" ? 0 : 1))
            if let request = requests.first { #expect(request["Origin"] == "https://shop.example") }
        }
    }

    @Test func `OPTIONS for the server is answered where nothing else would`() async throws {
        let target = try await FakeTarget.start()
        let plane = try await Plane.start(targets: ["monolith": [target.port]], gateway: "unmatched: reject")
        try await with(plane) { plane in
            let answer = try await RawClient.exchange("OPTIONS", "*", port: plane.port)
            #expect(answer.status == 200)
            #expect(answer["Allow"] == "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
            #expect(target.requests.isEmpty)
        }
    }
}
