import Parity
import Testing

struct DifferenceTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var monolith: String
        var service: String
        var expected: [String]
        var testDescription: String { "\(monolith) and \(service)" }

        init(_ monolith: String, _ service: String, _ expected: String...) {
            self.monolith = monolith
            self.service = service
            self.expected = expected
        }
    }

    @Test(
        "JSON that says the same in other bytes is equal",
        arguments: [
            Case(#"{"a":1,"b":2}"#, #"{ "b" : 2, "a":1 }"#),
            Case(#"{"a":"é"}"#, #"{"a":"\u00e9"}"#),
            Case(#"{"a":"/"}"#, #"{"a":"\/"}"#),
            Case(#"{"a":"😀"}"#, #"{"a":"\ud83d\uDE00"}"#),
            Case(#"{"\u0061":1}"#, #"{"a":1}"#),
            Case("[1,2]", "[ 1 ,\n 2 ]"),
            Case("\u{FEFF}{}", "{}"),
            Case(#"{"a":1,"a":2}"#, #"{"a":1, "a":2}"#),
            Case(#"["\ud800"]"#, #"["\uD800"]"#),
        ])
    func equal(_ example: Case) throws {
        #expect(try differences(example.monolith, example.service) == [])
    }

    @Test(
        "A difference has its place, its class and both values",
        arguments: [
            Case(#"{"a":1}"#, #"{"a":2}"#, "value body:/a 1 -> 2"),
            Case(#"{"a":1}"#, #"{"a":1.0}"#, "value body:/a 1 -> 1.0"),
            Case(#"{"a":1e2}"#, #"{"a":100}"#, "value body:/a 1e2 -> 100"),
            Case(#"{"a":0.1}"#, #"{"a":0.10000001}"#, "value body:/a 0.1 -> 0.10000001"),
            Case("[9007199254740993]", "[9007199254740992]", "value body:/0 9007199254740993 -> 9007199254740992"),
            Case(#"{"a":1}"#, #"{"a":"1"}"#, #"type body:/a 1 -> "1""#),
            Case(#"{"a":null}"#, #"{"a":false}"#, "type body:/a null -> false"),
            Case(#"{"a":true}"#, #"{"a":false}"#, "value body:/a true -> false"),
            Case(#"{"a":1,"b":{"c":[1,2]}}"#, #"{"a":1}"#, #"missing body:/b {"c":[1,2]} -> -"#),
            Case(#"{"a":1}"#, #"{"a":1,"b":null}"#, "extra body:/b - -> null"),
            Case(#"{"a/b":{"m~n":1}}"#, #"{"a/b":{"m~n":2}}"#, "value body:/a~1b/m~0n 1 -> 2"),
            Case(#"{"":{"":1}}"#, #"{"":{"":2}}"#, "value body:// 1 -> 2"),
            Case(#"{"a":1,"a":2}"#, #"{"a":1}"#, "missing body:/a 2 -> -"),
            Case(#"{"a":1,"a":2}"#, #"{"a":2,"a":1}"#, "value body:/a 1 -> 2", "value body:/a 2 -> 1"),
            Case(
                #"{"z":1,"a":2}"#, #"{"a":3,"y":1}"#, "value body:/a 2 -> 3", "missing body:/z 1 -> -",
                "extra body:/y - -> 1"),
            Case("{}", "[]", "type body: {} -> []"),
            Case("1", "2", "value body: 1 -> 2"),
            Case(#"["\ud800"]"#, #"["\ud801"]"#, #"value body:/0 "\ud800" -> "\ud801""#),
        ])
    func different(_ example: Case) throws {
        #expect(try differences(example.monolith, example.service) == example.expected)
    }

    @Test(
        "Arrays are aligned, so that one cause is one difference",
        arguments: [
            Case("[1,2,3]", "[3,1,2]", "order body: [1,2,3] -> [3,1,2]"),
            Case("[1,2,3,4]", "[1,2,9,4]", "value body:/2 3 -> 9"),
            Case("[1,2,3,4,5,6]", "[0,1,2,3,4,5,6]", "extra body:/0 - -> 0"),
            Case("[0,1,2,3,4,5,6]", "[1,2,3,4,5,6]", "missing body:/0 0 -> -"),
            Case("[]", "[1]", "extra body:/0 - -> 1"),
            Case("[1,2,3,4,5,6,7,8,9]", "[]", "length body: 9 elements -> 0 elements"),
            Case("[1,1,2]", "[1,2,2]", "value body:/1 1 -> 2"),
            Case(
                #"[{"id":1,"v":1},{"id":2,"v":2},{"id":3,"v":3}]"#,
                #"[{"id":1,"v":1},{"id":9,"v":9},{"id":2,"v":2},{"id":3,"v":4}]"#,
                #"extra body:/1 - -> {"id":9,"v":9}"#, "value body:/2/v 3 -> 4"),
            Case(
                #"[{"id":1,"v":1},{"id":2,"v":2}]"#, #"[{"id":2,"v":2},{"id":1,"v":1}]"#,
                #"order body: [{"id":1,"v":1},{"id":2,"v":2}] -> [{"id":2,"v":2},{"id":1,"v":1}]"#),
            Case(#"[{"id":1},{"id":2}]"#, #"[{"id":"1"},{"id":2}]"#, #"type body:/0/id 1 -> "1""#),
            Case(
                #"[{"v":1,"w":[1,2]},{"v":2,"w":[]}]"#, #"[{"w":[1,3],"v":1},{"v":2,"w":[]}]"#,
                "value body:/0/w/1 2 -> 3"),
        ])
    func arrays(_ example: Case) throws {
        #expect(try differences(example.monolith, example.service) == example.expected)
    }

    @Test func `A page that shows one element more is one difference`() throws {
        let page = (1...100).map { #"{"id":\#($0),"price":"\#($0).00"}"# }
        let monolith = "[\(page.dropLast().joined(separator: ","))]"
        let service = "[\(page.joined(separator: ","))]"
        #expect(try differences(monolith, service) == [#"extra body:/99 - -> {"id":100,"price":"100.00"}"#])
    }

    @Test func `Ignored places are left out and what that costs is told`() throws {
        let monolith = #"{"id":1,"meta":{"at":"x","by":2},"list":[{"t":1,"v":1},{"t":2,"v":2}]}"#
        let service = #"{"id":1,"meta":{"at":"y"},"list":[{"t":3,"v":1},{"t":4,"v":2}]}"#
        let rules = try ComparisonRules(ignore: ["/meta", "/list/*/t"])
        let comparison = Comparator.compare(monolith: .json(monolith), service: .json(service), rules: rules)
        #expect(comparison.verdict == .match)
        #expect(comparison.coverage == Coverage(compared: 3, ignored: 4))
        let same = Comparator.compare(monolith: .json(monolith), service: .json(monolith), rules: rules)
        #expect(same.coverage == comparison.coverage)
    }

    @Test func `An ignored member may be there on one side only`() throws {
        #expect(try differences(#"{"a":1}"#, #"{"a":1,"trace":"x"}"#, ignore: ["/trace"]) == [])
        #expect(try differences(#"{"a":1,"trace":"x"}"#, #"{"a":1}"#, ignore: ["/trace"]) == [])
        #expect(try differences(#"{"a":1}"#, #"{"b":2}"#, ignore: ["/*"]) == [])
        #expect(try differences("1", "[2]", ignore: [""]) == [])
    }

    @Test(arguments: ["a", "/~2", "/~"])
    func `A rule that is no JSON pointer is refused`(rule: String) {
        let error = #expect(throws: InvalidRule.self) { try ComparisonRules(ignore: [rule]) }
        #expect(error?.rule == rule)
        #expect(error?.problem == .noPointer)
    }

    @Test func `Long values are shown where they part`() throws {
        let long = String(repeating: "ä", count: 400)
        let texts = try differences("{\"a\":\"\(long)one\"}", "{\"a\":\"\(long)two\"}")
        #expect(
            texts == [
                "value body:/a …\(String(repeating: "ä", count: 16))one\" -> …\(String(repeating: "ä", count: 16))two\""
            ])
        let digits = String(repeating: "9", count: 300)
        #expect(
            try differences("[\(digits)1]", "[\(digits)2]") == [
                "value body:/0 …\(digits.prefix(32))1 -> …\(digits.prefix(32))2"
            ])
    }

    @Test func `Another order is shown from where it begins`() throws {
        let numbers = (0..<100).map(String.init)
        var moved = numbers
        moved.swapAt(50, 51)
        let lists = [numbers, moved].map { "[\($0.joined(separator: ","))]" }
        #expect(try differences(lists[0], lists[1]) == ["order body: […,50,51,52,…] -> […,51,50,52,…]"])
    }

    @Test func `Bytes that are no text are shown as what they are`() throws {
        let answers = [[0xFF], [0xFE, 0x80], Array("\u{FFFD}".utf8)].map { bytes in
            Observation(status: 200, body: Array("[\"".utf8) + bytes + Array("\"]".utf8))
        }
        let rules = ComparisonRules()
        let first = Comparator.compare(monolith: answers[0], service: answers[1], rules: rules)
        #expect(first.differences.map(line) == [#"value body:/0 "\xff" -> "\xfe\x80""#])
        let second = Comparator.compare(monolith: answers[0], service: answers[2], rules: rules)
        #expect(second.differences.map(line) == ["value body:/0 \"\\xff\" -> \"\u{FFFD}\""])
    }
}
