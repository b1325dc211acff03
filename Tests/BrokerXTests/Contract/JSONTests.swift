import Contract
import TestSupport
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        #"{"b":1,"a":[true,false,null],"c":{}}"#, "[]", "0", "-0", "1.50", "1e+10", "12345678901234567890.10", #""""#,
        #""a\"\\\n\r\t\u0001/é😀""#, "[[[]]]",
    ])
    func `what is written without white space is written the same again`(text: String) throws {
        #expect(try JSON(parsing: text.utf8).text == text)
    }

    @Test func `white space and escapes are read for what they mean`() throws {
        #expect(try JSON(parsing: " { \"a\" : [ 1 , 2 ] }\r\n".utf8) == ["a": [.integer(1), .integer(2)]])
        #expect(try JSON(parsing: #""\u00e9\ud83d\ude00\/\b\f""#.utf8) == "é😀/\u{8}\u{c}")
    }

    @Test(arguments: [
        "", " ", "{", "}", "[1,]", "{,}", #"{"a":1,}"#, #"{"a" 1}"#, #"{"a":1,"a":2}"#, "{a:1}", "'a'", "01", "1.",
        ".5",
        "+1", "--1", "1e", "0x1", "NaN", "tru", "nulll", "1 2", #""\x""#, #""\ud800""#, #""\ude00""#, #""\u12""#,
        #""a"#,
        "\"\u{1}\"", "// a\n1", "[1] x",
    ])
    func `malformed text is refused`(text: String) {
        #expect(throws: JSON.Malformed.self) { try JSON(parsing: text.utf8) }
    }

    @Test func `invalid UTF-8 and deep nesting are refused`() {
        #expect(throws: JSON.Malformed.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
        #expect(throws: JSON.Malformed.self) { try JSON(parsing: [UInt8](repeating: 0x5B, count: 100_000)) }
        #expect(throws: Never.self) {
            try JSON(parsing: (String(repeating: "[", count: 32) + String(repeating: "]", count: 32)).utf8)
        }
    }

    @Test func `any bytes are read or refused`() {
        var random = SeededGenerator(seed: 5)
        let alphabet = Array(#"{}[]",:\u0123456789abcdeftrnls-+. "#.utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...12, using: &random)).map { _ in random.pick(alphabet) }
            guard let json = try? JSON(parsing: bytes) else { continue }
            #expect((try? JSON(parsing: json.bytes)) == json)
        }
    }
}
