import Foundation
import Parity
import Testing

struct EvidenceTests {
    @Test func `Evidence merges in any order and survives JSON`() throws {
        var left = Evidence()
        var right = Evidence()
        let answer = Observation.json(#"{"id":1}"#)
        left.record(
            Comparison(verdict: .match), kind: BehaviorKind("2xx {id:number}"), monolith: answer, service: answer)
        left.record(.budget)
        right.record(
            Comparison(verdict: .unknown(.encoded)), kind: BehaviorKind("2xx encoded"), monolith: answer,
            service: answer)
        right.record(.connect, kind: nil)
        var there = left
        there.merge(right)
        var back = right
        back.merge(left)
        #expect(there == back)
        #expect(there.compared == 2)
        #expect(there.mismatches == 1)
        #expect(there.comparedShare == 2.0 / 3)
        let data = try JSONEncoder().encode(there)
        #expect(try JSONDecoder().decode(Evidence.self, from: data) == there)
        #expect(String(decoding: data, as: UTF8.self).contains(#""encoded":1"#))
    }

    @Test func `Percentiles are read to within a bucket`() throws {
        var histogram = LatencyHistogram()
        for millisecond in 1...1000 as ClosedRange<UInt64> { histogram.record(nanoseconds: millisecond * 1_000_000) }
        let p99 = try #require(histogram.percentile(0.99))
        #expect((990_000_000...1_055_000_000).contains(p99))
        #expect(LatencyHistogram().percentile(0.5) == nil)
        histogram.record(nanoseconds: .max)
        #expect(histogram.percentile(1) != nil)
    }

    @Test(
        "The kind of an answer is its status class and the shape of its body",
        arguments: [
            (Observation.json(#"{"orders":[{"id":1}],"next":null}"#), "2xx {next:null,orders:[…]}"),
            (Observation.json(#"{"next":null,"orders":[]}"#), "2xx {next:null,orders:[]}"),
            (Observation.json(#"[1]"#, status: 201), "2xx […]"),
            (Observation.json("", status: 204), "2xx empty"),
            (Observation.text("hi"), "2xx not JSON"),
            (Observation.json("", status: 304), "304 conditional"),
            (Observation.json(#"{"title":"x","status":404}"#, status: 404), "4xx {status:number,title:string}"),
        ])
    func kinds(_ answer: Observation, _ expected: String) {
        var reader = BehaviorReader()
        #expect(reader.kind(of: answer).description == expected)
        #expect(reader.kind(of: answer).description == expected)
    }

    @Test func `Kinds are bounded`() {
        var counts = BehaviorCounts()
        for index in 0..<1000 { counts.add(BehaviorKind("2xx \(index)"), BehaviorCount(seen: 1)) }
        #expect(counts.counts.count <= BehaviorCounts.limit(of: .answer) + 1)
        #expect(counts.seen == 1000)
    }
}
