import Parity
import Testing

struct ComparatorTests {
    private func compare(_ monolith: Observation, _ service: Observation, headers: [String] = []) throws -> Comparison {
        Comparator.compare(monolith: monolith, service: service, rules: ComparisonRules(headers: headers))
    }

    @Test func `Equal answers match`() throws {
        #expect(try compare(.json("{}"), .json("{}")) == Comparison(verdict: .match))
    }

    @Test func `A status within its class is compared with the body`() throws {
        let comparison = try compare(.json(#"{"a":1}"#, status: 404), .json(#"{"a":2}"#, status: 403))
        #expect(comparison.verdict == .mismatch)
        #expect(comparison.differences.map(line) == ["status status 404 -> 403", "value body:/a 1 -> 2"])
    }

    @Test func `An answer of another class that says mostly the same is looked at`() throws {
        let comparison = try compare(.json(#"{"a":1,"b":2,"c":3}"#), .json(#"{"a":1,"b":2,"c":4}"#, status: 500))
        #expect(comparison.differences.map(line) == ["status status 200 -> 500", "value body:/c 3 -> 4"])
    }

    @Test func `Cookies are paired by name, and those of one name in their order`() throws {
        func answer(_ cookies: [String]) -> Observation {
            .json("{}", headers: cookies.map { HeaderField(name: "set-cookie", value: Array($0.utf8)) })
        }
        let many = (0..<3000).map { "c\($0)=v" }
        let comparison = try compare(
            answer(many + ["a=1", "a=2; Path=/"]), answer(["a=1", "a=2; Path=/x"] + many.reversed()),
            headers: ["set-cookie"])
        #expect(comparison.differences.count == 1)
    }

    @Test func `A status of another class is the one difference`() throws {
        let comparison = try compare(.json(#"{"a":1}"#), .json(#"{"error":2}"#, status: 500))
        #expect(comparison.differences.map(line) == ["status status 200 -> 500"])
    }

    @Test(arguments: [304, 206, 412, 416] as [UInt16])
    func `A conditional answer of the primary is unknown`(status: UInt16) throws {
        #expect(try compare(.json("", status: status), .json("{}")).verdict == .unknown(.conditional))
    }

    @Test func `Cut and encoded bodies are unknown`() throws {
        var cut = Observation.json("{")
        cut.isCut = true
        #expect(try compare(.json("{}"), cut).verdict == .unknown(.size))
        #expect(try compare(cut, .json("{}")).verdict == .unknown(.size))
        var encoded = Observation.json("xx")
        encoded.contentEncoding = Array("zstd".utf8)
        #expect(try compare(.json("{}"), encoded).verdict == .unknown(.encoded))
        #expect(try compare(encoded, encoded).verdict == .match)
    }

    @Test func `Listed headers are compared, others are not`() throws {
        let monolith = Observation.json(
            "{}",
            headers: [
                HeaderField(name: "location", value: Array("/a".utf8)),
                HeaderField(name: "x-a", value: Array("1".utf8)),
                HeaderField(name: "x-m", value: Array("1".utf8)),
                HeaderField(name: "set-cookie", value: Array("s=1".utf8)),
            ])
        let service = Observation.json(
            "{}",
            headers: [
                HeaderField(name: "location", value: Array("/b".utf8)),
                HeaderField(name: "x-a", value: Array("2".utf8)),
                HeaderField(name: "x-e", value: Array("1".utf8)),
                HeaderField(name: "set-cookie", value: Array("s=2".utf8)),
            ])
        let comparison = try compare(monolith, service, headers: ["Location", "X-M", "X-E", "Set-Cookie"])
        #expect(
            comparison.differences.map(line) == [
                "header header:location /a -> /b", "missing header:x-m 1 -> -", "extra header:x-e - -> 1",
                "header header:set-cookie s=[redacted] -> s=[redacted]",
            ])
    }

    @Test func `A media type says the same in any case and with the usual charset`() throws {
        var monolith = Observation.json("{}")
        var service = Observation.json("{}")
        monolith.contentType = Array("application/json".utf8)
        service.contentType = Array("Application/JSON;charset=UTF-8".utf8)
        #expect(try compare(monolith, service, headers: ["content-type"]).verdict == .match)
        service.contentType = Array("text/html".utf8)
        #expect(try compare(monolith, service, headers: ["content-type"]).verdict == .mismatch)
    }

    @Test func `Bodies that are not JSON are compared as bytes`() throws {
        let comparison = try compare(.text("hello world"), .text("hello there"))
        #expect(comparison.differences.map(line) == ["value body: hello world -> hello there"])
        #expect(try compare(.text("hello  world"), .text("hello world")).verdict == .mismatch)
    }

    @Test(
        "What is JSON is compared as JSON, whatever it is called",
        arguments: [
            nil, "text/plain", "text/html", "text/javascript", "application/x-amz-json-1.1",
            "application/vnd.github.v3.raw+json",
            "application/vnd.api.json", "application/octet-stream",
        ]) func isJSON(type: String?) throws
    {
        func answer(_ body: String) -> Observation {
            Observation(status: 200, contentType: type.map { Array($0.utf8) }, body: Array(body.utf8))
        }
        #expect(try compare(answer(#"{"a":1,"b":[2]}"#), answer(#"{ "b": [2], "a": 1 }"#)).verdict == .match)
        let comparison = try compare(answer(#"{"a":1,"b":[2]}"#), answer(#"{"a":1,"b":[3]}"#))
        #expect(comparison.differences.map(line) == ["value body:/b/0 2 -> 3"])
    }

    @Test func `JSON that a script hands to a function is JSON, and the function's name is part of the answer`() throws
    {
        func answer(_ body: String) -> Observation {
            Observation(
                status: 200, contentType: Array("application/javascript".utf8), body: Array(body.utf8))
        }
        let monolith = answer(#"cb({"a":"Malmö","b":[2]});"#)
        #expect(try compare(monolith, answer(#"/**/ cb( { "b": [2], "a": "Malm\u00f6" } )"#)).verdict == .match)
        let comparison = try compare(monolith, answer(#"cb({"a":"Malmö","b":[3]});"#))
        #expect(comparison.differences.map(line) == ["value body:/b/0 2 -> 3"])
        #expect(try compare(monolith, answer(#"other({"a":"Malmö","b":[2]});"#)).verdict == .mismatch)
        #expect(try compare(monolith, answer(#"cb({"a":"Malmö","b":[2]}"#)).verdict == .mismatch)
    }

    @Test(
        "Text that is not JSON on one side or both is told, and never traps",
        arguments: [
            "{", "}", "[1,]", "{\"a\":}", "{\"a\" 1}", "01", "1.", ".5", "+1", "1e", "nul", "tru", "\"", "\"\\",
            "\"\\u12",
            "\"\\x\"", "\"\u{1}\"", "[1] 2", "{a:1}", "NaN", "[1 2]", "", " ", "{\"a\":1,}", ",", "-", "[", "{\"a\"",
            "\u{0}",
        ])
    func invalid(_ body: String) throws {
        let one = try compare(.json("{}"), .json(body))
        #expect(one.differences.count == 1)
        #expect(one.differences.first?.path == .body(JSONPointer()))
        let both = try compare(.json("x"), .json(body))
        #expect(both.differences.count == 1)
        #expect(try compare(.json(body), .json(body)).verdict == .match)
    }

    @Test func `A body of one side only is missing or extra`() throws {
        #expect(try compare(.json("{}"), .json("")).differences.map(line) == ["missing body: {} -> -"])
        #expect(try compare(.json(""), .json("{}")).differences.map(line) == ["extra body: - -> {}"])
    }

    @Test func `Nesting without end is compared as bytes`() throws {
        let deep = String(repeating: "[", count: 100_000)
        let comparison = try compare(.json(deep + "1"), .json(deep + "2"))
        #expect(comparison.differences.map(\.kind) == [.value])
        let allowed = String(repeating: "[", count: 500)
        let closing = String(repeating: "]", count: 500)
        let path = try #require(
            compare(.json(allowed + "1" + closing), .json(allowed + "2" + closing)).differences.first?.path)
        #expect(path == .body(JSONPointer(tokens: Array(repeating: "0", count: 500))))
    }

    @Test func `The list of differences is bounded`() throws {
        let monolith = (0..<1000).map { "\"k\($0)\":1" }.joined(separator: ",")
        let service = (0..<1000).map { "\"k\($0)\":2" }.joined(separator: ",")
        let comparison = try compare(.json("{\(monolith)}"), .json("{\(service)}"))
        #expect(comparison.differences.count == Comparator.differenceLimit)
        #expect(comparison.isShortened)
    }
}
