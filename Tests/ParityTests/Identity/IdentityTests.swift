import Testing

@testable import Parity

@Suite struct `Ids of two sides` {
    @Test func `are learned from answers that agree, and then known`() throws {
        var fixture = try IdentityFixture()
        let first = fixture.compare(#"{"id":17,"client_id":5}"#, #"{"id":"\#(uuid(1))","client_id":"\#(uuid(2))"}"#)
        #expect(first.verdict == .match)
        #expect(fixture.service(of: "17") == uuid(1))
        #expect(fixture.service(of: "5", "client") == uuid(2))
        #expect(fixture.ledger.takeNews().count == 2)
        #expect(
            fixture.compare(#"{"id":17,"client_id":5}"#, #"{"id":"\#(uuid(1))","client_id":"\#(uuid(2))"}"#).verdict
                == .match)
        #expect(fixture.ledger.takeNews().isEmpty)
    }

    @Test func `are not learned from answers that differ elsewhere`() throws {
        var fixture = try IdentityFixture()
        let answer = fixture.compare(#"{"id":17,"price":"1.00"}"#, #"{"id":"\#(uuid(1))","price":"1.01"}"#)
        #expect(answer.differences.map(\.path.description) == ["body:/price"])
        #expect(fixture.pairs().count == 0)
    }

    @Test func `that belong to something else are a mismatch with both witnesses`() throws {
        var fixture = try IdentityFixture()
        _ = fixture.compare(#"{"id":17,"client_id":5}"#, #"{"id":"\#(uuid(1))","client_id":"\#(uuid(50))"}"#)
        _ = fixture.compare(#"{"id":18,"client_id":6}"#, #"{"id":"\#(uuid(2))","client_id":"\#(uuid(60))"}"#)
        let swapped = fixture.compare(
            #"{"id":17,"client_id":5}"#, #"{"id":"\#(uuid(1))","client_id":"\#(uuid(60))"}"#)
        #expect(swapped.verdict == .mismatch)
        let difference = try #require(swapped.differences.first)
        #expect(swapped.differences.count == 1)
        #expect(difference.path.description == "body:/client_id")
        #expect(difference.relation == .identity)
        #expect(difference.monolith == "5 (is \(uuid(50)) since request r1)")
        #expect(difference.service == "\"\(uuid(60))\" (is 6 since request r2)")
    }

    @Test func `that are equal where they should differ are a mismatch, though the bytes are equal`() throws {
        var fixture = try IdentityFixture()
        _ = fixture.compare(#"{"id":"a1"}"#, #"{"id":"b1"}"#)
        #expect(fixture.compare(#"{"id":"a1"}"#, #"{"id":"a1"}"#).differences.map(\.path.description) == ["body:/id"])
    }

    @Test func `that name two things in one answer are a mismatch`() throws {
        var fixture = try IdentityFixture()
        let answer = fixture.compare(
            #"{"orders":[{"id":1,"q":1},{"id":2,"q":2}]}"#,
            #"{"orders":[{"id":"\#(uuid(1))","q":1},{"id":"\#(uuid(1))","q":2}]}"#)
        #expect(answer.verdict == .mismatch)
        #expect(answer.differences.map(\.path.description) == ["body:/orders/1/id"])
        #expect(fixture.pairs().count == 0)
    }

    @Test func `which change their type but not their text are a mismatch`() throws {
        var fixture = try IdentityFixture()
        let answer = fixture.compare(#"{"id":17}"#, #"{"id":"17"}"#)
        #expect(answer.differences.map(line) == [#"type body:/id 17 -> "17""#])
    }

    @Test func `which are known and change their type on one side are a mismatch`() throws {
        var fixture = try IdentityFixture()
        #expect(fixture.compare(#"{"id":17}"#, #"{"id":1017}"#).verdict == .match)
        let answer = fixture.compare(#"{"id":17}"#, #"{"id":"1017"}"#)
        #expect(answer.differences.map { "\($0.kind.rawValue) \($0.path)" } == ["type body:/id"])
        // A cursor may be a string on both sides, or where ids never were numbers on one of them.
        #expect(fixture.compare(#"{"id":"17"}"#, #"{"id":"1017"}"#).verdict == .match)
        #expect(fixture.compare(#"{"client_id":"5"}"#, #"{"client_id":"\#(uuid(5))"}"#).verdict == .match)
        #expect(fixture.compare(#"{"client_id":5}"#, #"{"client_id":"\#(uuid(5))"}"#).verdict == .match)
    }

    @Test func `which are strings at a place are no numbers there`() throws {
        var fixture = try IdentityFixture()
        for number in 1...8 { _ = fixture.compare(#"{"id":"\#(number)"}"#, #"{"id":"10\#(number)"}"#) }
        let answer = fixture.compare(#"{"id":"3"}"#, #"{"id":103}"#)
        #expect(answer.differences.map { "\($0.kind.rawValue) \($0.path)" } == ["type body:/id"])
    }

    @Test func `which look like none before are a mismatch`() throws {
        var fixture = try IdentityFixture()
        for number in 1...8 {
            #expect(fixture.compare(#"{"id":\#(number)}"#, #"{"id":"\#(uuid(number))"}"#).verdict == .match)
        }
        let answer = fixture.compare(#"{"id":9}"#, #"{"id":"nine"}"#)
        #expect(answer.differences.map(line) == [#"format body:/id 9 -> "nine""#])
        #expect(fixture.compare(#"{"id":9}"#, #"{"id":109}"#).differences.first?.kind == .format)
        #expect(fixture.compare(#"{"id":9}"#, #"{"id":"\#(uuid(9))"}"#).verdict == .match)
    }

    @Test func `a null where an id may stand says nothing of what ids look like there`() throws {
        var fixture = try IdentityFixture([("/replaces", "order")])
        for _ in 0..<12 { #expect(fixture.compare(#"{"replaces":null}"#, #"{"replaces":null}"#).verdict == .match) }
        #expect(fixture.compare(#"{"replaces":39}"#, #"{"replaces":39}"#).verdict == .match)
    }

    @Test func `which are equal on both sides need no word in the route table`() throws {
        var fixture = try IdentityFixture()
        for number in 1...8 { #expect(fixture.compare(#"{"id":\#(number)}"#, #"{"id":\#(number)}"#).verdict == .match) }
        #expect(fixture.pairs().sharesUnknown(.learned))
        // Neither was seen before, and still they are not names of one thing.
        #expect(fixture.compare(#"{"id":20}"#, #"{"id":21}"#).differences.map(\.path.description) == ["body:/id"])
        #expect(fixture.compare(#"{"id":20}"#, #"{"id":20}"#).verdict == .match)
    }

    @Test func `in lists are aligned by what is known, and a reordering is one difference`() throws {
        var fixture = try IdentityFixture()
        let left = #"{"orders":[{"id":1,"q":1},{"id":2,"q":1},{"id":3,"q":1}]}"#
        func right(_ order: [Int]) -> String {
            #"{"orders":[\#(order.map { #"{"id":"\#(uuid($0))","q":1}"# }.joined(separator: ","))]}"#
        }
        #expect(fixture.compare(left, right([1, 2, 3])).verdict == .match)
        #expect(fixture.pairs().count == 3)
        #expect(fixture.compare(left, right([3, 1, 2])).differences.map { $0.kind } == [.order])
        let inserted = fixture.compare(left, right([1, 9, 2, 3]))
        #expect(inserted.differences.map { "\($0.kind.rawValue) \($0.path)" } == ["extra body:/orders/1"])
    }

    @Test func `in lists of overlapping numbers are learned nevertheless`() throws {
        var fixture = try IdentityFixture()
        let answer = fixture.compare(
            #"{"orders":[{"id":1,"q":"a"},{"id":2,"q":"b"},{"id":3,"q":"c"}]}"#,
            #"{"orders":[{"id":2,"q":"a"},{"id":3,"q":"b"},{"id":4,"q":"c"}]}"#)
        #expect(answer.verdict == .match)
        #expect(fixture.service(of: "3") == "4")
    }

    @Test func `which are opaque are compared by type and presence alone`() throws {
        var fixture = try IdentityFixture([("/next", nil)])
        #expect(fixture.compare(#"{"next":"MTc="}"#, #"{"next":"eyJpZCI6"}"#).verdict == .match)
        #expect(fixture.compare(#"{"next":"MTc="}"#, #"{"next":null}"#).verdict == .mismatch)
        #expect(fixture.compare(#"{"next":"MTc="}"#, #"{"next":17}"#).verdict == .mismatch)
        #expect(fixture.compare(#"{"next":"MTc="}"#, "{}").verdict == .mismatch)
    }
}

@Suite struct `The answer to a rehearsed write` {
    @Test func `teaches nothing, as what it made is gone`() throws {
        var fixture = try IdentityFixture()
        #expect(fixture.compare(#"{"id":17}"#, #"{"id":1000}"#, isRehearsal: true).verdict == .match)
        #expect(fixture.pairs().count == 0)
    }

    @Test func `is a mismatch where it names somebody else`() throws {
        var fixture = try IdentityFixture()
        _ = fixture.compare(#"{"client_id":5}"#, #"{"client_id":5}"#)
        _ = fixture.compare(#"{"client_id":6}"#, #"{"client_id":6}"#)
        let answer = fixture.compare(
            #"{"id":17,"client_id":5}"#, #"{"id":1000,"client_id":6}"#, isRehearsal: true)
        #expect(answer.differences.map(\.path.description) == ["body:/client_id"])
        let existing = fixture.compare(
            #"{"id":17,"client_id":7}"#, #"{"id":1000,"client_id":6}"#, isRehearsal: true)
        #expect(existing.differences.map(\.path.description) == ["body:/client_id"])
    }

    @Test func `is not held against a pair that was seen after it began`() throws {
        var fixture = try IdentityFixture()
        _ = fixture.compare(.json(#"{"id":17}"#), .json(#"{"id":"\#(uuid(1))"}"#), time: 20)
        let answer = fixture.compare(
            .json(#"{"id":17}"#), .json(#"{"id":"\#(uuid(2))"}"#), isRehearsal: true, time: 10)
        #expect(answer.verdict == .match)
        let later = fixture.compare(
            .json(#"{"id":17}"#), .json(#"{"id":"\#(uuid(2))"}"#), isRehearsal: true, time: 30)
        #expect(later.verdict == .mismatch)
    }
}
