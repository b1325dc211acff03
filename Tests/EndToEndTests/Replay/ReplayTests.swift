import Foundation
import TestSupport
import Testing

/// `record`, `replay`, `compare` and what `parity` does with files and kept exchanges, with real processes.
@Suite(.timeLimit(.minutes(3))) struct ReplayTests {
    private static func ficus(_ words: String...) async throws -> Command {
        try await Command.run(Program.ficus.executable, words)
    }

    /// The service writes names in capitals, and is wrong about every third thing.
    private static func targets() async throws -> (monolith: FakeTarget, service: FakeTarget) {
        let monolith = try await FakeTarget.start { request in
            .json(#"{"path": "\#(request.path)", "name": "Ann", "n": 5, "password": "hunter2"}"#)
        }
        let service = try await FakeTarget.start { request in
            let isWrong = request.path.last.flatMap(\.wholeNumberValue).map { $0 % 3 == 0 } ?? false
            return .json(
                #"{"path": "\#(request.path)", "name": "ANN", "n": \#(isWrong ? 6 : 5), "password": "hunter2"}"#)
        }
        return (monolith, service)
    }

    /// A `ficus record` that takes down what is answered from now on.
    private static func recorder(of proxy: ProxyProcess, to file: String, count: Int) async throws -> ChildProcess {
        let recorder = try await ChildProcess.start(
            Program.ficus.executable,
            ["record", "-o", file, "--count", "\(count)", "--admin", "127.0.0.1:\(proxy.adminPort)"],
            log: proxy.folder.url.appending(path: "record.log"))
        try await eventually("it records", within: .seconds(60)) {
            (try? String(contentsOfFile: file, encoding: .utf8))?.contains("ficus_recording") == true
        }
        return recorder
    }

    private static func compared(_ proxy: ProxyProcess, _ count: Int) async throws {
        for number in 1...count {
            #expect(try await RawClient.exchange("GET", "/things/\(number)", port: proxy.port).status == 200)
        }
        try await eventually("all are compared") {
            try await proxy.ficus("parity", "verdicts", "--last", "100", "--format", "ndjson").output
                .split(separator: "\n").count >= count
        }
    }

    @Test func `what is recorded is replayed with the same verdicts, and holds no secret`() async throws {
        let (monolith, service) = try await Self.targets()
        let proxy = try await ProxyProcess.start(
            monolith: monolith.port, service: service.port, state: "shadow", isPatient: true)
        let file = proxy.folder.path("rec.ndjson")
        let recorder = try await Self.recorder(of: proxy, to: file, count: 9)
        try await Self.compared(proxy, 9)
        #expect(await recorder.exited() == .code(0), "\(recorder.output)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.split(separator: "\n").count == 10 && !text.contains("hunter2"))

        let junit = proxy.folder.path("parity.xml")
        let (left, right) = (monolith.url, service.url)
        let replay = try await proxy.ficus(
            "replay", file, "--monolith", left, "--service", right, "--live", "--junit", junit, "--output", "json",
            "--warm", "nightly")
        #expect(replay.code == 3, "\(replay.output)\(replay.errors)")
        #expect(replay.output.contains(#""mismatch" : 9"#) && replay.output.contains(#""pattern" : "body:/n""#))
        #expect(try String(contentsOfFile: junit, encoding: .utf8).contains(#"tests="9""#))
        let warm = try await proxy.ficus("parity", "warm")
        #expect(warm.output.contains("nightly") && warm.output.contains("things.show"))

        let same = try await Self.ficus("replay", file, "--monolith", left, "--service", left)
        #expect(same.code == 0, "\(same.output)\(same.errors)")
        let pairs = try await Self.ficus("parity", "check", "--pairs", file)
        #expect(pairs.code == 3 && pairs.output.split(separator: "\n").count == 9, "\(pairs.output)\(pairs.errors)")
        let gone = try await Self.ficus("replay", file, "--monolith", "127.0.0.1:1", "--service", "127.0.0.1:1")
        #expect(gone.code == 69)
        withExtendedLifetime((monolith, service)) {}
    }

    @Test func `what the monolith alone answers is recorded, and replayed before anything is shadowed`() async throws {
        let (monolith, service) = try await Self.targets()
        let proxy = try await ProxyProcess.start(
            monolith: monolith.port, service: service.port, state: "monolith", isPatient: true)
        let file = proxy.folder.path("rec.ndjson")
        let recorder = try await Self.recorder(of: proxy, to: file, count: 4)
        for number in 1...4 {
            #expect(try await RawClient.exchange("GET", "/things/\(number)", port: proxy.port).status == 200)
        }
        #expect(await recorder.exited() == .code(0), "\(recorder.output)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.split(separator: "\n").count == 5 && !text.contains("hunter2"))
        #expect(service.requests.isEmpty)
        let replay = try await proxy.ficus(
            "replay", file, "--monolith", monolith.url, "--service", service.url, "--live", "--output", "json")
        #expect(replay.code == 3, "\(replay.output)\(replay.errors)")
        #expect(replay.output.contains(#""mismatch" : 4"#), "\(replay.output)")
        withExtendedLifetime((monolith, service)) {}
    }

    @Test func `a suggestion put into the table takes the groups away, without new traffic`() async throws {
        let (monolith, service) = try await Self.targets()
        let proxy = try await ProxyProcess.start(
            monolith: monolith.port, service: service.port, state: "shadow", isPatient: true)
        try await Self.compared(proxy, 9)
        let before = try await proxy.ficus("parity", "replay")
        #expect(before.code == 3 && before.output.contains("body:/name"), "\(before.output)\(before.errors)")

        let suggested = try await proxy.ficus("parity", "suggest", "--route", "things.show")
        #expect(
            suggested.code == 0 && suggested.output.contains("/name: case"), "\(suggested.output)\(suggested.errors)")
        #expect(suggested.output.contains("hides: ") && suggested.output.contains("#     - {at: /n, class: value"))
        let rules = try proxy.folder.write(suggested.output, to: "rules.yaml")
        let tried = try await proxy.ficus("parity", "replay", "--rules", rules, "--output", "json")
        #expect(tried.code == 3, "the fault stays")
        #expect(!tried.output.contains(#""mismatch" : 0"#))

        let written = try await proxy.ficus("parity", "suggest", "--accept", "BX-1", "--write")
        #expect(written.code == 0, "\(written.output)\(written.errors)")
        #expect(try await Self.ficus("check", proxy.folder.path("routes")).code == 0)
        let after = try await proxy.ficus("parity", "replay")
        #expect(after.code == 0, "\(after.output)\(after.errors)")
        #expect(try await proxy.ficus("reload").code == 0)
        withExtendedLifetime((monolith, service)) {}
    }

    @Test func `compare asks two addresses and says where they differ`() async throws {
        let (monolith, service) = try await Self.targets()
        let different = try await Self.ficus("compare", "\(monolith.url)/things/3", "\(service.url)/things/3")
        #expect(different.code == 3 && different.output.contains("body:/n"), "\(different.output)\(different.errors)")
        #expect(try await Self.ficus("compare", ":\(monolith.port)/a", ":\(monolith.port)/a").code == 0)
        let json = try await Self.ficus(
            "compare", "\(monolith.url)/a", "\(service.url)/a", "-X", "PUT", "-H", "X-A: 1", "-d", "{}", "--output",
            "json")
        #expect(json.code == 3 && json.output.contains(#""path" : "body:/name""#))
        let sent = try #require(service.requests.last)
        #expect(sent.method == "PUT")
        #expect(try await Self.ficus("compare", ":\(monolith.port)/a", "127.0.0.1:1/a").code == 69)
        #expect(try await Self.ficus("compare", ":\(monolith.port)/a").code == 64)
        service.answer { _ in FakeAnswer.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc").then(.hang) }
        let slow = try await Self.ficus(
            "compare", ":\(monolith.port)/a", ":\(service.port)/a", "--no-table", "--timeout", "500ms")
        #expect(slow.code == 69 && slow.errors.contains("no answer in time"), "\(slow.output)\(slow.errors)")
    }

    @Test func `check judges files, and its exit codes tell`() async throws {
        let folder = try TemporaryFolder("check")
        let a = try folder.write(#"{"a": 1, "at": "2026-01-01T00:00:00Z"}"#, to: "a.json")
        let b = try folder.write(#"{"a": 1, "at": "2026-01-01T00:00:01Z"}"#, to: "b.json")
        let again = try folder.write(#"{"a": 1, "at": "2026-01-01T00:00:02Z"}"#, to: "a2.json")
        let whole = try folder.write(#"{"status": 200, "headers": {"location": "/a"}, "body": {}}"#, to: "w.json")
        let other = try folder.write(#"{"status": 200, "headers": {"location": "/b"}, "body": {}}"#, to: "v.json")
        #expect(try await Self.ficus("parity", "check", "--monolith", a, "--service", a).code == 0)
        let text = try await Self.ficus("parity", "check", "--monolith", a, "--service", b)
        #expect(text.code == 3 && text.output.contains("body:/at"))
        let noise = try await Self.ficus(
            "parity", "check", "--monolith", a, "--service", b, "--monolith-again", again, "--output", "json")
        #expect(noise.code == 0 && noise.output.contains(#""verdict" : "noise""#))
        let head = try await Self.ficus("parity", "check", "--monolith", whole, "--service", other, "--output", "json")
        #expect(head.code == 3 && head.output.contains(#""path" : "header:location""#))
        #expect(try await Self.ficus("parity", "check", "--monolith", a, "--service", whole).code == 65)
        #expect(try await Self.ficus("parity", "check", "--monolith", a, "--service", "no-such-file").code == 65)
        #expect(try await Self.ficus("parity", "check", "--monolith", a).code == 64)
        let routes = Repository.url.appending(path: "RouteTables/brokerx").path
        let route = try await Self.ficus(
            "parity", "check", "--route", Units.marketData, "--routes", routes, "--monolith", a, "--service", b)
        #expect(route.code == 3, "\(route.output)\(route.errors)")
    }

    @Test func `what a member is called cannot move the cursor of who looks at it`() async throws {
        let folder = try TemporaryFolder("names")
        let name = #"a\u001b[2J\u202e\nb"#
        let a = try folder.write(#"{"\#(name)": "x\#u{202E}"}"#, to: "a.json")
        let b = try folder.write(#"{"\#(name)": "y\#u{202E}"}"#, to: "b.json")
        let text = try await Self.ficus("parity", "check", "--no-table", "--monolith", a, "--service", b)
        #expect(text.code == 3 && text.output.contains(#"body:/a\u{1b}[2J\u{202e}\u{a}b"#), "\(text.output)")
        #expect(!text.output.contains("\u{1B}") && !text.output.contains("\u{202E}"))
    }

    @Test func `a HAR is imported without its secrets, and replayed`() async throws {
        let (monolith, _) = try await Self.targets()
        let folder = try TemporaryFolder("har")
        let har = try folder.write(
            """
            {"log": {"entries": [{"request": {"method": "GET", "url": "https://shop.example/things/1",
             "headers": [{"name": "Authorization", "value": "Bearer hunter2"}]}, "response": {"status": 200}}]}}
            """, to: "shop.har")
        let file = folder.path("rec.ndjson")
        #expect(try await Self.ficus("record", "--from-har", har, "-o", file).code == 0)
        #expect(try !String(contentsOfFile: file, encoding: .utf8).contains("hunter2"))
        let replay = try await Self.ficus(
            "replay", file, "--monolith", monolith.url, "--service", monolith.url, "-H", "Authorization: Bearer x")
        #expect(replay.code == 0, "\(replay.output)\(replay.errors)")
    }
}
