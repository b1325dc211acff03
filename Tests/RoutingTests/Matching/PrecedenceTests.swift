import Testing

@testable import Routing

@Suite struct `Specificity decides, never the order of the file` {
    /// Written from the least to the most specific, so that an order of the file would show.
    private static let routes = """
          any:        {match: "* /*rest", effect: write}
          tail:       {match: GET /orders/*rest}
          text:       {match: GET /orders/:id}
          int:        {match: "GET /orders/:id<int>"}
          uuid:       {match: "GET /orders/:id<uuid>"}
          literal:    {match: GET /orders/today}
          all:        {match: "* /orders/today", effect: write}
          head:       {match: HEAD /orders/today}
          host:       {match: {method: GET, path: /orders/today, host: api.example.com}}
          wildcard:   {match: {method: GET, path: /orders/today, host: "*.example.com"}}
          header:     {match: {method: GET, path: /orders/today, headers: {x-version: "2"}}}
          query:      {match: {method: GET, path: /orders/today, query: {full: "*"}}}
          back:       {match: GET /orders/:id/today/:x}
        """

    @Test(arguments: [
        ("GET", "/elsewhere", "any"),
        ("GET", "/", "any"),
        ("GET", "/orders", "tail"),
        ("GET", "/orders/", "tail"),
        ("GET", "/orders/a/b", "tail"),
        ("GET", "/orders/abc", "text"),
        ("GET", "/orders/17", "int"),
        ("GET", "/orders/17/", "int"),
        ("GET", "/orders/-17", "text"),
        ("GET", "/orders/550e8400-e29b-41d4-a716-446655440000", "uuid"),
        ("GET", "/orders/550e8400-e29b-41d4-a716-44665544000g", "text"),
        ("GET", "/orders/today", "literal"),
        ("HEAD", "/orders/today", "head"),
        ("HEAD", "/orders/17", "int"),
        ("PUT", "/orders/today", "all"),
        ("PUT", "/orders/17", "any"),
        ("BREW", "/orders/today", "all"),
        ("get", "/orders/today", "all"),
        ("GET", "/orders/17/today/1", "back"),
        ("GET", "/orders/today/today/1", "back"),
        ("GET", "/orders/17/today", "tail"),
        ("GET", "/Orders/today", "any"),
    ])
    func `a request reaches the most specific route`(_ method: String, _ path: String, _ expected: String) throws {
        let table = try Tables.definition(Self.routes).compile(revision: 1)
        #expect(table.route(try PlainRequest(method: method, target: path)) == expected)
    }

    @Test(arguments: [
        ("api.example.com", "", "", "host"),
        ("API.example.com:8080", "", "", "host"),
        ("www.example.com", "", "", "wildcard"),
        ("example.com", "", "", "literal"),
        ("[::1]:8080", "", "", "literal"),
        ("", "2", "", "header"),
        ("", "1", "", "literal"),
        ("", "", "full=1", "query"),
        ("", "", "x=1&full", "query"),
        ("", "", "fullness=1", "literal"),
        ("", "2", "full", "header"),
        ("www.example.com", "2", "full", "wildcard"),
    ])
    func `host comes before headers and headers before query`(
        _ host: String, _ version: String, _ query: String, _ expected: String
    ) throws {
        let table = try Tables.definition(Self.routes).compile(revision: 1)
        let fields = version.isEmpty ? [] : [(name: "X-Version", value: version)]
        let target = "/orders/today" + (query.isEmpty ? "" : "?\(query)")
        #expect(table.route(try PlainRequest(method: "GET", target: target, host: host, fields: fields)) == expected)
    }
}
