import TestSupport
import Testing

@testable import Routing

@Suite struct `A folder is read as one unit` {
    @Test func `all errors of all files are reported at once, in their order`() {
        let gateway = """
            apiVersion: ficus/v1
            kind: Gateway
            unmatched: maybe
            targets:
              monolith: {urls: ["http://127.0.0.1:3000"], heath: /health}
              orders: {urls: [127.0.0.1:3003]}
            """
        let orders = """
            apiVersion: ficus/v1
            kind: RouteTable
            candidate: order
            routes:
              a: {match: POST /a, timeouts: {total: 5}}
              b: {match: GET /b, group: nowhere}
              c: {match: GET /c/:x, parity: {normalize: {/a: trim}}}
              d: {match: GET /c/:y, canary: {key: []}}
            """
        let broken = "a: [1"
        let loading = Definition.load([
            SourceFile(name: "orders.yaml", text: orders), SourceFile(name: "gateway.yaml", text: gateway),
            SourceFile(name: "broken.yaml", text: broken),
        ])
        #expect(loading.definition == nil)
        let found = loading.diagnostics.map { "\($0.location) \($0.code.rawValue)" }
        #expect(
            found == [
                "broken.yaml:2:1 yaml_syntax", "gateway.yaml:3:12 unknown_value", "gateway.yaml:5:47 unknown_key",
                "gateway.yaml:6:19 invalid_url", "orders.yaml:3:12 unknown_target", "orders.yaml:5:3 missing_effect",
                "orders.yaml:5:41 missing_unit", "orders.yaml:6:29 unknown_group", "orders.yaml:7:34 not_built_yet",
                "orders.yaml:8:3 ambiguous_routes", "orders.yaml:8:39 missing_value",
            ])
    }

    @Test(arguments: [
        ("normalize: {/a: trim}", "parity"),
        ("watch: 5%", ""), ("candidate: {path: /clients}", ""), ("cors: {origins: []}", ""),
        ("rate_limit: 100", ""), ("cache: 10s", ""), ("api_keys: {}", ""), ("fence: 5s", ""), ("retry: 2", ""),
    ])
    func `what is not built yet is refused by name`(_ key: String, _ under: String) {
        let line = under.isEmpty ? key : "\(under): {\(key)}"
        let text =
            "\(Tables.gateway)\n---\napiVersion: ficus/v1\nkind: RouteTable\nroutes:\n  a: {match: GET /a, \(line)}"
        let codes = Definition.load([SourceFile(name: "t.yaml", text: text)]).diagnostics.map(\.code)
        #expect(codes == [.notBuiltYet])
    }

    @Test(arguments: [
        "tls: {cert: a}", "cors: {}", "rate_limit: {}", "api_keys: {}", "cache: {}", "websocket: true",
        "http2: true",
    ])
    func `nor does the gateway accept it`(_ key: String) {
        let text = "\(Tables.gateway)\n\(key)"
        let errors = Definition.load([SourceFile(name: "t.yaml", text: text)]).errors.map(\.code)
        #expect(errors == [.notBuiltYet])
    }

    @Test(arguments: ["balance: random"])
    func `nor does a target`(_ key: String) {
        let text = """
            apiVersion: ficus/v1
            kind: Gateway
            targets: {monolith: {urls: ["http://127.0.0.1:3000"], \(key)}}
            """
        #expect(Definition.load([SourceFile(name: "t.yaml", text: text)]).errors.map(\.code) == [.notBuiltYet])
    }

    @Test func `variables are filled in, and what comes out is never YAML`() throws {
        let text = """
            apiVersion: ficus/v1
            kind: Gateway
            answered_by: ${ANSWERED}
            targets: {monolith: {urls: ["http://${HOST:-127.0.0.1}:${PORT:-3000}", "${SECOND}"], health: "${EMPTY:-/up}"}}
            """
        let environment = ["ANSWERED": "false", "PORT": "4000", "SECOND": "http://b:1", "EMPTY": ""]
        let loading = Definition.load([SourceFile(name: "g.yaml", text: text)], environment: environment)
        let definition = try #require(loading.definition, "\(loading.diagnostics)")
        #expect(definition.targets[0].instances.map(\.description) == ["127.0.0.1:4000", "b:1"])
        #expect(definition.targets[0].healthPath == "/up")
        #expect(!definition.gateway.answeredBy)

        let injected = Definition.load(
            [SourceFile(name: "g.yaml", text: text)],
            environment: environment.merging(["SECOND": "http://b:1\", evil: \""]) { $1 })
        #expect(injected.diagnostics.map(\.code) == [.invalidURL])
    }

    @Test func `routes override defaults key by key, and add to what is ignored`() throws {
        let text = """
            apiVersion: ficus/v1
            kind: Gateway
            targets: {monolith: {urls: ["http://a:1"]}, orders: {urls: ["http://b:1"]}}
            defaults:
              timeouts: {connect: 1s, total: 20s}
              fallback: {when: [not_sent, timeout]}
              parity: {sample: 50%, headers: [etag], ignore: [/meta]}
              gates: {canary: {mismatch: 1%}}
            ---
            apiVersion: ficus/v1
            kind: RouteTable
            candidate: orders
            routes:
              a: {match: GET /a}
              b:
                match: GET /b
                timeouts: {total: 5s}
                fallback: none
                parity: {headers: [], ignore: [/meta, /id]}
                gates: {canary: {confidence: 99%, p99_increase: 150%}}
            """
        let loading = Definition.load([SourceFile(name: "t.yaml", text: text)])
        let definition = try #require(loading.definition, "\(loading.diagnostics)")
        let a = try #require(definition.route("a"))
        let b = try #require(definition.route("b"))
        #expect(
            a.timeouts.connect == .seconds(1) && a.timeouts.total == .seconds(20) && a.timeouts.idle == .seconds(60))
        #expect(b.timeouts.connect == .seconds(1) && b.timeouts.total == .seconds(5))
        #expect(a.fallback == Fallback(target: definition.monolith, when: [.notSent, .timeout]))
        #expect(b.fallback == Fallback(target: nil, when: []))
        #expect(a.parity.headers == ["etag"] && b.parity.headers == [])
        #expect(a.parity.ignore == ["/meta"] && b.parity.ignore == ["/meta", "/id"])
        #expect(b.gates.canary.mismatch == Share(percent: 1) && b.gates.canary.confidence == Share(percent: 99))
        #expect(b.gates.canary.p99Increase == 1.5 && a.gates.canary.p99Increase == nil)
    }

    @Test(arguments: [("\n", ""), ("\r\n", ""), ("\r\n", "\u{feff}"), ("\n", "\u{feff}")])
    func `line ends and a byte order mark mean nothing`(_ lineEnd: String, _ mark: String) {
        let text = "\(Tables.gateway)\n---\napiVersion: ficus/v1\nkind: RouteTable\nroutes:\n  a: {match: GET a}"
        let file = SourceFile(name: "t.yaml", text: mark + text.replacing("\n", with: lineEnd))
        #expect(
            Definition.load([file]).errors.map { "\($0.location) \($0.code.rawValue)" } == ["t.yaml:12:14 invalid_path"]
        )
    }

    @Test func `no bytes make the loader fail`() throws {
        var generator = SeededGenerator(seed: 11)
        let seed = Array(
            """
            \(Tables.gateway)
            ---
            apiVersion: ficus/v1
            kind: RouteTable
            groups: {g: {state: canary, canary: {percent: 5%}}}
            routes: {a: {group: g, match: "GET /a/:id<int>/*r", parity: {ignore: [/x]}}}
            tests: [{request: GET /a/1, expect: a}]
            """.utf8)
        let bytes = Array("{}[]:-&*!|>'\"%@`#~?, \n\t\u{0}ab1.$".utf8) + [0xff, 0xc3]
        for _ in 0..<1_500 {
            var mutated = seed
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<mutated.count, using: &generator)
                let byte = bytes[Int.random(in: bytes.indices, using: &generator)]
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: mutated[place] = byte
                case 1: mutated.insert(byte, at: place)
                default: mutated.removeSubrange(place..<min(mutated.count, place + 5))
                }
            }
            let loading = Definition.load([SourceFile(name: "t.yaml", bytes: mutated)])
            #expect(loading.definition != nil || !loading.errors.isEmpty)
        }
    }
}
