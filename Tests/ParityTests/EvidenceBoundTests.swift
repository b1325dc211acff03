import Foundation
import Parity
import Testing

/// What is kept of a route does not grow with its traffic, whatever that says.
struct EvidenceBoundTests {
    /// So much of everything that each bound is met: no request is like another.
    private func saturated(_ count: Int, seed: UInt64) -> Evidence {
        var random = SplitMix(seed: seed)
        var evidence = Evidence()
        for number in 0..<count {
            let answer = Observation(status: 200, totalNanoseconds: random.next() >> (random.next() % 64))
            let facts = ExchangeFacts(
                queryNames: ["q\(random.next())"],
                dimensions: [("query.kind", String(repeating: "k\(random.next())", count: 50))],
                example: "GET /orders?q=" + String(repeating: "x\(random.next())", count: 100), client: random.next(),
                session: random.next())
            evidence.record(
                Judgement(Comparison(verdict: .mismatch)), kind: BehaviorKind("2xx {\(random.next())}"),
                monolith: answer, service: answer, facts: facts, time: Double(number) * 3600)
        }
        return evidence
    }

    @Test func `Counters of a route stay small, however its traffic varies`() throws {
        let some = try JSONEncoder().encode(saturated(300, seed: 1)).count
        let more = try JSONEncoder().encode(saturated(900, seed: 2)).count
        #expect(some < 64 << 10 && more < 64 << 10, "\(some) and \(more) bytes")
        #expect(Double(more) < Double(some) * 1.2)
    }

    @Test func `So do what parts of a fleet have merged`() throws {
        var all = Evidence()
        for seed in 0..<4 { all.merge(saturated(200, seed: UInt64(seed))) }
        let bytes = try JSONEncoder().encode(all).count
        #expect(bytes < 64 << 10, "\(bytes) bytes")
        for dimension in BehaviorKind.Dimension.allCases {
            let kinds = all.behaviors.counts.keys.count { $0.dimension == dimension }
            #expect(kinds <= BehaviorCounts.limit(of: dimension) + 1)
        }
        #expect(all.compared == 800)
    }

    @Test func `Groups, their examples and the values in these are bounded`() throws {
        var groups = DifferenceGroups()
        let long = String(repeating: "a", count: 1 << 20)
        let own = Observation(
            status: 200, contentType: Array("application/json".utf8), body: Array("{\"a\":\"\(long)\"}".utf8))
        var other = own
        other.body = Array("{\"a\":\"b\"}".utf8)
        let found = Comparator.compare(monolith: own, service: other, rules: ComparisonRules()).differences
        for number in 0..<1000 {
            let differences =
                found + [
                    Difference(
                        path: .header("h-\(number)"), kind: .header, monolith: found[0].monolith,
                        service: found[0].service)
                ]
            groups.record(differences, requestID: "r\(number)", time: Double(number))
        }
        #expect(groups.groups.count == DifferenceGroups.limit)
        #expect(groups.groups.allSatisfy { $0.examples.count <= DifferenceGroup.exampleLimit })
        #expect(groups.overflow == 801)
        let bytes = try JSONEncoder().encode(groups).count
        #expect(bytes < 256 << 10, "\(bytes) bytes")
    }
}
