import Foundation
import Logging
import Routing
import TestSupport
import Testing

@testable import ControlPlane
@testable import DataPlane

/// Nobody who offers a record ever waits, whatever becomes of the lines.
@Suite(.timeLimit(.minutes(1))) struct AccessLogTests {
    private func records(_ count: Int) throws -> [ExchangeRecord] {
        let table = try FlipsFixture.definition().compile(revision: 1)
        let path = Array("/prices".utf8)
        var record = ExchangeRecord(
            table: table, route: nil, reason: nil, timings: Timings(startedAt: 0),
            text: ExchangeText(bytes: path, methodEnd: 0, pathEnd: path.count, requestIDEnd: path.count))
        record.status = 200
        return Array(repeating: record, count: count)
    }

    private func log(_ destination: String) throws -> (AccessLog, Task<Void, Never>) {
        let log = try AccessLog(
            destination: destination, format: .json, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return (log, Task { await log.run() })
    }

    private func lines(_ path: String) -> [Substring] {
        ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n")
    }

    @Test func `a full disk drops lines, counts them, and holds nobody`() async throws {
        let (log, writing) = try log("/dev/full")
        for _ in 0..<10 { log.offer(try records(1_000)) }
        log.finish()
        await writing.value
        #expect(log.dropped == 10_000)
    }

    @Test func `a reader that never reads costs lines, not time, and gets whole lines in the end`() async throws {
        let folder = try TemporaryFolder("log")
        let path = folder.path("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        let reader = open(path, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        let (log, writing) = try log(path)
        // Far more than a pipe and the queue hold.
        for _ in 0..<100 { log.offer(try records(1_000)) }
        try await eventually("lines are dropped") { log.dropped > 0 }
        var text: [UInt8] = []
        func drain() {
            var part = [UInt8](repeating: 0, count: 1 << 16)
            while case let count = read(reader, &part, part.count), count > 0 { text += part[..<count] }
        }
        // The reader wakes up; what is written from now on arrives.
        try await eventually("lines arrive again") {
            drain()
            log.offer(try records(1))
            return text.count > 100_000
        }
        log.finish()
        await writing.value
        drain()
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
            try #require(line.hasPrefix("{") && line.hasSuffix("}"), "\(line)")
        }
        #expect(text.last == UInt8(ascii: "\n"))
    }

    @Test func `a reader that has gone does not end the process`() async throws {
        signal(SIGPIPE, SIG_IGN)
        let folder = try TemporaryFolder("log")
        let path = folder.path("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        let reader = open(path, O_RDONLY | O_NONBLOCK)
        let (log, writing) = try log(path)
        close(reader)
        log.offer(try records(10))
        log.finish()
        await writing.value
        #expect(log.dropped == 10)
    }

    @Test(arguments: [true, false])
    func `a rotated file is followed, by request and by itself`(isAsked: Bool) async throws {
        let folder = try TemporaryFolder("log")
        let path = folder.path("access.log")
        let (log, writing) = try log(path)
        log.offer(try records(3))
        try await eventually("written") { lines(path).count == 3 }
        try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
        if isAsked { await log.reopen() }
        try await eventually("a new file is written") {
            log.offer(try records(1))
            return !lines(path).isEmpty
        }
        log.finish()
        await writing.value
        #expect(log.dropped == 0)
        #expect(lines(path + ".1").count >= 3)
    }
}
