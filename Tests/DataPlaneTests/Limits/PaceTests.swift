import NIOCore
import Testing

@testable import DataPlane

@Suite struct PaceTests {
    private let rule = Pace.Rule(bytesPerSecond: 100, grace: .seconds(5))

    @Test func `who sends nothing has the grace`() {
        let start = Moment(0)
        var pace = Pace()
        pace.begin(rule, start.time)
        #expect(pace.due == start.after(5))
    }

    @Test func `each byte buys its time, however early it comes`() {
        let start = Moment(0)
        var pace = Pace()
        pace.begin(rule, start.time)
        pace.came(1_000)
        #expect(pace.due == start.after(15))
        for _ in 0..<50 { pace.came(1) }
        #expect(pace.due == start.after(15.5))
    }

    @Test func `a pause that others made costs nothing`() {
        let start = Moment(0)
        var pace = Pace()
        pace.begin(rule, start.time)
        pace.resume(start.after(60))
        #expect(pace.due == start.after(65))
    }

    @Test func `without a rule nothing is too slow, and nothing overflows`() {
        var pace = Pace()
        pace.begin(.none, .now())
        pace.came(.max)
        #expect(pace.due == .distantFuture)
        pace.begin(Pace.Rule(bytesPerSecond: 1, grace: .seconds(86_400)), .distantFuture)
        for _ in 0..<100 { pace.came(.max) }
        #expect(pace.due == .distantFuture)
        pace.end()
        #expect(pace.due == .distantFuture)
    }
}
