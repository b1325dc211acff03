import Parity
import Testing

struct RedactionTests {
    private static let webToken = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl"

    @Test(
        "Names of secrets are recognised however they are written",
        arguments: [
            "password", "password_confirmation", "passwordDigest", "X-Api-Key", "refreshToken", "AUTHORIZATION",
            "Set-Cookie", "client_secret", "otp", "session-id",
        ])
    func sensitive(_ name: String) {
        #expect(Redaction().isSensitive(name: name))
    }

    @Test(arguments: ["id", "email", "price", "pinned", "optional", "author", "status", "amount"])
    func `Other names are shown`(name: String) {
        #expect(!Redaction().isSensitive(name: name))
    }

    @Test(
        "A secret in a body never leaves",
        arguments: [
            (#"{"password":"hunter2"}"#, #"{"password":"hunter2x"}"#),
            (#"{"user":{"password":"hunter2"}}"#, #"{"user":null}"#),
            (#"{}"#, #"{"login":{"token":{"value":"hunter2"}}}"#),
            (#"{"token":["hunter2",{"a":"hunter2"}]}"#, #"{"token":[]}"#),
            (#"{"a":["\#(webToken)"]}"#, #"{"a":["x"]}"#),
            (#"{"note":"password=hunter2 ok"}"#, #"{"note":"other"}"#),
            (#"{"password":"hunter2""#, #"{"password":"hunter3""#),
            (#"{"pass\u0077ord":"hunter2"}"#, #"{"pass\u0077ord":"other"}"#),
        ])
    func secret(_ monolith: String, _ service: String) throws {
        let comparison = Comparator.compare(
            monolith: .json(monolith), service: .json(service), rules: ComparisonRules())
        #expect(comparison.verdict == .mismatch)
        let shown = comparison.differences.map { "\($0.monolith ?? "") \($0.service ?? "")" }
        for text in shown {
            #expect(!text.contains("hunter"))
            #expect(!text.contains("c2lnbmF0dXJl"))
        }
        #expect(shown.contains { $0.contains("[redacted]") })
    }

    @Test(
        "What looks like a secret or a person is one, whatever its name",
        arguments: [
            "ann.lee+shop@mail.example.org", "4242 4242 4242 4242", "5555-5555-5555-4444", "378282246310005",
            "Bearer abcDEF123456", "Basic dXNlcjpwYXNz", "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
            "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        ])
    func pattern(_ secret: String) throws {
        let comparison = Comparator.compare(
            monolith: .json(#"{"note":"see \#(secret), please"}"#), service: .json(#"{"note":"none"}"#),
            rules: ComparisonRules())
        let shown = try #require(comparison.differences.first?.monolith)
        #expect(shown.contains("[redacted]") && !shown.contains(secret.suffix(8)), "\(shown)")
        #expect(shown.hasPrefix("\"see "))
    }

    @Test(arguments: ["4242 4242 4242 4241", "1234567890123", "a@b", "bearer of news", "1585841080431321088"])
    func `What only resembles a secret is shown`(text: String) throws {
        let comparison = Comparator.compare(
            monolith: .json(#"{"note":"\#(text)"}"#), service: .json(#"{"note":"none"}"#), rules: ComparisonRules())
        #expect(comparison.differences.first?.monolith == "\"\(text)\"")
    }

    @Test func `Rules redact places and names`() throws {
        let rules = try ComparisonRules(
            rules: [Rule("/customer/iban", .redact), Rule("/list/*/n", .redact)], secretNames: ["Nick-Name"])
        let comparison = Comparator.compare(
            monolith: .json(
                #"{"customer":{"iban":"DE1","x":1},"list":[{"n":"hush"}],"nickname":"hush","a":{"nick_name":"hush"}}"#),
            service: .json(#"{"customer":{"iban":"DE2","x":1},"list":[],"nickname":"hush2","a":null}"#), rules: rules)
        #expect(
            comparison.differences.map(line) == [
                "value body:/nickname [redacted] -> [redacted]",
                #"type body:/a {"nick_name":"[redacted]"} -> null"#,
                "value body:/customer/iban [redacted] -> [redacted]",
                #"missing body:/list/0 {"n":"[redacted]"} -> -"#,
            ])
    }

    @Test func `Form fields are redacted wherever the difference is`() throws {
        let padding = String(repeating: "x", count: 3000)
        for field in ["password=\(padding)", "a=1&password=\(padding)&b=2", "Authorization: Bearer \(padding)"] {
            let comparison = Comparator.compare(
                monolith: .text(field + "1", type: "application/x-www-form-urlencoded"),
                service: .text(field + "2", type: "application/x-www-form-urlencoded"), rules: ComparisonRules())
            let shown = try #require(comparison.differences.first?.monolith)
            #expect(!shown.contains("xxx"), "\(shown)")
        }
    }

    @Test func `Control characters and length are tamed`() throws {
        let comparison = Comparator.compare(
            monolith: .text("a\u{1B}[31m\n" + String(repeating: "y", count: 5000)), service: .text("b"),
            rules: ComparisonRules())
        let shown = try #require(comparison.differences.first?.monolith)
        #expect(shown.hasPrefix("a\\u{1b}[31m\\n"))
        #expect(shown.utf8.count < 300)
    }

    @Test func `Names of members that are secrets stand in no path`() throws {
        let comparison = Comparator.compare(
            monolith: .json(#"{"by_mail": {"ann@example.com": {"n": 1}}}"#),
            service: .json(#"{"by_mail": {"ann@example.com": {"n": 2}}}"#), rules: ComparisonRules())
        #expect(comparison.differences.map { "\($0.path)" } == ["body:/by_mail/[redacted]/n"])
    }
}
