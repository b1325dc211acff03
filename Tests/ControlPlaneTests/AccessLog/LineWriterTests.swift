import Foundation
import Logging
import Parity
import Routing
import TestSupport
import Testing

@testable import ControlPlane
@testable import DataPlane

@Suite struct LineWriterTests {
    private func record(
        method: String = "GET", path: [UInt8] = Array("/prices".utf8), requestID: String = "r1",
        client: String = "127.0.0.1"
    ) throws -> ExchangeRecord {
        let table = try FlipsFixture.definition().compile(revision: 7)
        let parts = [Array(method.utf8), path, Array(requestID.utf8), Array(client.utf8)]
        var record = ExchangeRecord(
            table: table, route: table.index(ofRoute: "prices"), target: table.index(ofTarget: "monolith"),
            reason: .shadow, timings: Timings(startedAt: 1_772_366_400_123_000_000, connect: 1_500, total: 12_345_678),
            text: ExchangeText(
                bytes: Array(parts.joined()), methodEnd: parts[0].count, pathEnd: parts[0].count + path.count,
                requestIDEnd: parts[0].count + path.count + parts[2].count))
        record.status = 200
        record.responseBytes = 42
        record.shadow = .failed(.timeout)
        record.instance = "127.0.0.1:1"
        return record
    }

    private func line(_ record: ExchangeRecord, _ format: AccessLogFormat) -> String {
        var writer = LineWriter(format)
        writer.append(record)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `a JSON line has route, target, reason, timings and shadow outcome`() throws {
        let line = line(try record(), .json)
        #expect(line.hasSuffix("}\n"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["time"] as? String == "2026-03-01T12:00:00.123Z")
        #expect(object["route"] as? String == "prices")
        #expect(object["target"] as? String == "monolith")
        #expect(object["reason"] as? String == "shadow")
        #expect(object["shadow"] as? String == "failed(timeout)")
        #expect(object["total_ms"] as? Double == 12.345)
        #expect(object["connect_ms"] as? Double == 0.001)
        #expect(object["fallback"] is NSNull)
        #expect(object["status"] as? Int == 200)
    }

    @Test func `a common line is what tools expect`() throws {
        #expect(
            line(try record(), .common) == """
                127.0.0.1 - - [01/Mar/2026:12:00:00 +0000] "GET /prices HTTP/1.1" 200 42 route=prices target=monolith \
                reason=shadow fallback=- failure=- shadow=failed(timeout) connect_ms=0.001 first_byte_ms=0.000 \
                total_ms=12.345 request_id="r1"

                """)
    }

    @Test(arguments: AccessLogFormat.allCases)
    func `no bytes of a client can forge a line or a field`(format: AccessLogFormat) throws {
        var generator = SeededGenerator(seed: 5)
        let plain = line(try record(path: []), format)
        for round in 0..<300 {
            let path =
                round == 0
                ? Array("/\"} \n{\"status\":200,\"route\":\"x\"\r\u{1B}[2J\u{2028}\\".utf8)
                : generator.bytes(round % 40)
            let text = String(decoding: generator.bytes(12).map { $0 & 0x7F }, as: UTF8.self)
            let line = line(try record(path: path, requestID: text, client: "a b\"\n"), format)
            let bytes = Array(line.utf8)
            #expect(bytes.filter { $0 == UInt8(ascii: "\n") }.count == 1)
            #expect(bytes.dropLast().allSatisfy { (0x20...0x7E).contains($0) })
            switch format {
            case .json:
                let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
                #expect(object.count == 20)
                // Each byte comes back as the code point of its value: nothing is lost.
                let back = try #require(object["path"] as? String).unicodeScalars.map { UInt8($0.value) }
                #expect(back == path)
            case .common:
                #expect(line.hasPrefix("a_b\\\"\\x0a - - ["))
                #expect(
                    line.split(separator: " route=").count == plain.split(separator: " route=").count || !path.isEmpty)
            }
        }
    }

    @Test func `a log that cannot be opened is refused with its path`() {
        #expect {
            try AccessLog(destination: "/nowhere/at/all", format: .json, logger: .init(label: "test"))
        } throws: {
            "\($0)".contains("/nowhere/at/all")
        }
    }
}
