import Testing

@testable import Parity

/// Lists that grow while they are asked for, of sides that name things otherwise.
struct GrowingListTests {
    private func list(_ range: ClosedRange<Int>, isService: Bool = false, wrong: Int? = nil) -> Observation {
        let orders = range.map { number in
            """
            {"id":\(isService ? "\"\(uuid(number))\"" : "\(number)"),"symbol":"AAPL","side":"buy","status":"open",\
            "quantity":\(number == wrong ? 999 : number),"price":null,"at":"2026-01-01T00:00:\(number + 10).000Z"}
            """
        }
        return .json("{\"orders\":[\(orders.joined(separator: ","))]}")
    }

    /// What is known of the first five.
    private func fixture() throws -> IdentityFixture {
        var fixture = try IdentityFixture()
        #expect(fixture.compare(list(1...5), list(1...5, isService: true)).verdict == .match)
        fixture.context.identity = fixture.ledger.judge(fixture.rules, isRehearsal: false, time: 9)
        return fixture
    }

    @Test(arguments: [7, 8]) func `A service between two answers of the monolith agrees with one of them`(count: Int)
        throws
    {
        let fixture = try fixture()
        var before = list(1...7)
        before.position = "monolith=40"
        var service = list(1...count, isService: true)
        service.position = "monolith=41"
        #expect(
            Judge.agreesAfterLag(
                monolith: before, service: service, monolithAfter: list(1...8), context: fixture.context))
        service = list(1...count, isService: true, wrong: 7)
        service.position = "monolith=41"
        #expect(
            !Judge.agreesAfterLag(
                monolith: before, service: service, monolithAfter: list(1...8), context: fixture.context))
        service = list(1...count, isService: true)
        service.position = "monolith=39"
        #expect(
            !Judge.agreesAfterLag(
                monolith: before, service: service, monolithAfter: list(1...8), context: fixture.context),
            "it is behind still")
    }

    @Test func `Elements that nobody knows yet are told apart by what they say, where the list moves`() throws {
        let fixture = try fixture()
        // The service has answered before the last order was made.
        let judgement = Judge.judge(
            monolith: list(1...8), service: list(1...7, isService: true), monolithAgain: [list(1...9)],
            context: fixture.context)
        #expect(judgement.verdict == .mismatch)
        #expect(judgement.differences.map { "\($0.kind) \($0.path)" } == ["missing body:/orders/7"])
        let wrong = Judge.judge(
            monolith: list(1...7), service: list(1...7, isService: true, wrong: 6), monolithAgain: [list(1...8)],
            context: fixture.context)
        #expect(wrong.differences.map { "\($0.kind) \($0.path)" } == ["value body:/orders/5/quantity"])
    }
}
