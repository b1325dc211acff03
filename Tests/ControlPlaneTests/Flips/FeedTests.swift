import Routing
import Store
import Testing

@testable import ControlPlane

@Suite(.timeLimit(.minutes(1))) struct FeedTests {
    @Test func `positions say what is missing`() {
        let monolith = FeedPosition(source: "monolith", position: 10, applied: ["orders": 3])
        let orders = FeedPosition(source: "orders", position: 5, applied: [:])
        #expect(monolith.missing(of: orders) == 2)
        #expect(orders.missing(of: monolith) == 10)
        #expect(!monolith.isLevel(with: orders) && !orders.isLevel(with: monolith))
        #expect(FeedPosition(source: "x", position: 0, applied: ["orders": 7]).isLevel(with: orders))
        // Nothing was ever written there, so there is nothing to apply.
        #expect(orders.isLevel(with: FeedPosition(source: "new", position: 0, applied: [:])))
    }

    @Test func `a flip waits until both sides have what the other had`() async throws {
        let fixture = try FlipsFixture()
        fixture.feed.set("orders", 4, applied: ["monolith": 8])
        let feed = fixture.feed
        feed.whenRead { number in
            // More is written while the flip waits: it does not wait for that.
            if number == 6 {
                feed.set("monolith", 1_000, applied: ["orders": 4])
                feed.set("orders", 4, applied: ["monolith": 11])
            }
        }
        let answer = try await fixture.flip("lifecycle", extracted, force: true, reason: "test")
        #expect(answer.flip.forced)
        #expect(fixture.published.status(of: "lifecycle") == extracted)
    }

    @Test func `a group without writes and a single route do not ask the feed`() async throws {
        let fixture = try FlipsFixture()
        fixture.feed.whenRead { _ in Issue.record("the feed was asked") }
        try await fixture.flip("prices", extracted, force: true, reason: "test")
        try await fixture.rollback("prices")
    }

    @Test func `shadow waits for the feed too, since a service that is behind answers wrongly`() async throws {
        let fixture = try FlipsFixture()
        fixture.feed.set("orders", 4, applied: ["monolith": 8])
        let feed = fixture.feed
        feed.whenRead { number in
            #expect(fixture.published.status(of: "lifecycle") != shadow)
            if number == 6 { feed.set("orders", 4, applied: ["monolith": 10]) }
        }
        try await fixture.flip("lifecycle", shadow)
        #expect(fixture.published.status(of: "lifecycle") == shadow)
    }

    @Test func `a rollback goes at once and says how many events were not relayed`() async throws {
        let fixture = try FlipsFixture()
        try await fixture.flip("lifecycle", extracted, force: true, reason: "test")
        fixture.feed.set("orders", 9, applied: ["monolith": 10])
        let answer = try await fixture.rollback("lifecycle")
        #expect(answer.eventsNotRelayed == 5)
        #expect(fixture.published.status(of: "lifecycle") == monolith)
    }

    @Test func `an unlevel feed refuses after its patience and says by how much`() async throws {
        let feed = FixedFeed()
        feed.set("monolith", 10, applied: ["orders": 4])
        feed.set("orders", 4, applied: ["monolith": 7])
        let definition = try FlipsFixture.definition()
        let targets = Dictionary(uniqueKeysWithValues: definition.targets.map { ($0.name, $0) })
        let wait = FeedWait(
            reader: feed, owner: try #require(targets["monolith"]), service: try #require(targets["orders"]),
            path: "/internal/feed")
        let problem = await wait.untilLevel(within: .milliseconds(120))
        #expect(problem?.description.contains("orders has not applied 3 events of monolith") == true)
    }

    @Test func `a side that does not answer is named`() async throws {
        let definition = try FlipsFixture.definition()
        let wait = FeedWait(
            reader: FixedFeed(), owner: definition.targets[0], service: definition.targets[1], path: "/internal/feed")
        #expect(await wait.untilLevel(within: .zero)?.description.contains("does not answer") == true)
    }
}
