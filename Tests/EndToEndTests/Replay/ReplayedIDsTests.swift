import Foundation
import Synchronization
import TestSupport
import Testing

/// A replay against two targets that name things as they like, and the ends of a recording.
@Suite(.timeLimit(.minutes(3))) struct ReplayedIDsTests {
    /// Keeps what it is told under ids that it makes.
    private final class Keeper: Sendable {
        private let things = Mutex<[String: String]>([:])
        private let first: Int
        private let isText: Bool

        init(first: Int, isText: Bool) {
            self.first = first
            self.isText = isText
        }

        func answer(_ request: FakeRequest) -> FakeAnswer {
            things.withLock { things in
                if request.method == "POST" {
                    let id = isText ? "\"t-\(first + things.count)\"" : "\(first + things.count)"
                    let thing = #"{"id":\#(id),"said":\#(request.text)}"#
                    things[id.filter { $0 != "\"" }] = thing
                    return .json(thing, status: 201)
                }
                let id = request.path.split(separator: "/").last.map(String.init) ?? ""
                return things[id].map { .json($0) } ?? .json(#"{"error":"no \#(id)"}"#, status: 404)
            }
        }
    }

    private static let table = """
        apiVersion: ficus/v1
        kind: Gateway
        targets:
          monolith: {urls: ["http://127.0.0.1:1"]}
          service: {urls: ["http://127.0.0.1:2"]}
        ---
        apiVersion: ficus/v1
        kind: RouteTable
        candidate: service
        routes:
          things.create:
            match: POST /things
            effect: write
            shadow: {writes: dry_run}
            parity: {identity: {/id: thing}}
          things.show: {match: GET /things/:id, parity: {identity: {path.id: thing, /id: thing}}}
        """

    /// Things 17 to 19 were made; the first and the last are read, and one of which the recording does not say how it began.
    private static let recording = """
        {"ficus_recording":1}
        {"id":"a","request":{"method":"POST","target":"/things","headers":{"content-type":"application/json"},"body":"{\\"n\\":1}"},"monolith":{"status":201,"body":{"id":17,"said":{"n":1}}}}
        {"id":"b","request":{"method":"POST","target":"/things","headers":{"content-type":"application/json"},"body":"{\\"n\\":2}"},"monolith":{"status":201,"body":{"id":18,"said":{"n":2}}}}
        {"id":"c","request":{"method":"POST","target":"/things","headers":{"content-type":"application/json"},"body":"{\\"n\\":3}"},"monolith":{"status":201,"body":{"id":19,"said":{"n":3}}}}
        {"id":"d","request":{"method":"GET","target":"/things/17"}}
        {"id":"e","request":{"method":"GET","target":"/things/19"}}
        {"id":"f","request":{"method":"GET","target":"/things/5"}}

        """

    @Test func `what was made in a replay is read under the names that each side has for it`() async throws {
        let keepers = (Keeper(first: 4000, isText: false), Keeper(first: 70, isText: true))
        let monolith = try await FakeTarget.start { keepers.0.answer($0) }
        let service = try await FakeTarget.start { keepers.1.answer($0) }
        let folder = try TemporaryFolder("replayed")
        let file = try folder.write(Self.recording, to: "rec.ndjson")
        _ = try folder.write(Self.table, to: "routes/table.yaml")
        let replay = try await Command.run(
            Program.ficus.executable,
            [
                "replay", file, "--monolith", monolith.url, "--service", service.url, "--routes", folder.path("routes"),
                "--writes", "--output", "json",
            ])
        #expect(replay.code == 0, "\(replay.output)\(replay.errors)")
        #expect(
            replay.output.contains(#""match" : 5"#) && replay.output.contains(#""mismatch" : 0"#), "\(replay.output)")
        #expect(replay.output.contains(#""unmapped id" : 1"#), "\(replay.output)")
        #expect(monolith.requests.map(\.path).contains("/things/4002"))
        #expect(service.requests.map(\.path).contains("/things/t-72"))
        #expect(!service.requests.map(\.path).contains { $0.hasSuffix("/17") || $0.hasSuffix("/5") })
    }

    private static func recorder(_ proxy: ProxyProcess, _ file: String, _ words: String...) async throws -> ChildProcess
    {
        let recorder = try await ChildProcess.start(
            Program.ficus.executable,
            ["record", "-o", file, "--admin", "127.0.0.1:\(proxy.adminPort)"] + words,
            log: proxy.folder.url.appending(path: "record.log"))
        try await eventually("it records", within: .seconds(60)) {
            (try? String(contentsOfFile: file, encoding: .utf8))?.contains("ficus_recording") == true
        }
        return recorder
    }

    private static func lines(_ file: String) throws -> [Substring] {
        try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test func `a recording that is interrupted is whole`() async throws {
        let target = try await FakeTarget.start { .json(#"{"path":"\#($0.path)"}"#) }
        let proxy = try await ProxyProcess.start(
            monolith: target.port, service: target.port, state: "shadow", isPatient: true)
        let file = proxy.folder.path("rec.ndjson")
        let recorder = try await Self.recorder(proxy, file)
        for number in 1...5 {
            #expect(try await RawClient.exchange("GET", "/things/\(number)", port: proxy.port).status == 200)
        }
        try await eventually("all are there", within: .seconds(60)) { try Self.lines(file).count == 7 }
        recorder.signal(SIGINT)
        #expect(await recorder.exited() == .code(0), "\(recorder.output)")
        let lines = try Self.lines(file)
        #expect(lines.last == "" && lines.dropLast().allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
        withExtendedLifetime(target) {}
    }

    @Test func `a recording ends before its file is longer than it may be`() async throws {
        // Both answers stand in a line, so seventeen of twenty lines are a MiB.
        let filling = String(repeating: "x", count: 30_000)
        let target = try await FakeTarget.start { .json(#"{"path":"\#($0.path)","filling":"\#(filling)"}"#) }
        let proxy = try await ProxyProcess.start(
            monolith: target.port, service: target.port, state: "shadow", isPatient: true)
        let file = proxy.folder.path("rec.ndjson")
        let recorder = try await Self.recorder(proxy, file, "--max-size", "1")
        for number in 1...20 {
            #expect(try await RawClient.exchange("GET", "/things/\(number)", port: proxy.port).status == 200)
        }
        #expect(await recorder.exited() == .code(0), "\(recorder.output)")
        #expect(recorder.output.contains("the file is full"), "\(recorder.output)")
        let size = try #require(FileManager.default.attributesOfItem(atPath: file)[.size] as? Int)
        #expect(size <= 1 << 20 && size > 900_000)
        #expect(try Self.lines(file).dropLast().allSatisfy { $0.hasSuffix("}") })
        withExtendedLifetime(target) {}
    }
}
