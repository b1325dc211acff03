import Database
import Foundation
import Synchronization
import TestSupport
import Testing

/// The orders service is killed under load: who only reads does not notice, and nothing is done twice.
@Suite(.timeLimit(.minutes(3))) struct KilledServiceTests {
    @Test func `reads keep being answered and no order is placed twice`() async throws {
        let stack = try await BrokerStack.start()
        let person = try await Person.register(at: stack.proxy)
        _ = try await person.deposit("9000000.00", port: stack.proxy)
        let order = try await person.order(port: stack.proxy)
        try await stack.feedIsLevel()
        for unit in [Units.portfolios, Units.orders] {
            try await stack.flip(unit, "shadow")
            try await stack.flip(unit, "extracted", "--force", "--reason", "a test")
        }

        let reads = OpenLoopLoad.start(port: stack.proxy, rate: 150, connections: 12) { _ in
            .get("/api/v1/orders/\(order)", fields: person.authorization)
        }
        // Each order has a quantity of its own, so that the databases tell how often it was placed.
        let placed = Mutex<[Int: Int]>([:])
        let writes = OpenLoopLoad.start(
            port: stack.proxy, rate: 40, connections: 8,
            observe: { outcome in
                guard case .success(let answer) = outcome.answer else { return }
                placed.withLock { $0[outcome.number] = answer.status }
            },
            request: { number in
                .init(
                    "POST", "/api/v1/orders",
                    fields: person.authorization + [("Idempotency-Key", "kill-\(number)")],
                    body:
                        #"{"symbol":"BRKX","side":"buy","type":"limit","quantity":\#(number + 1000),"limit_price":"0.01"}"#
                )
            })
        try await eventually("the service is busy") { reads.completed > 150 && writes.completed > 40 }
        try await stack.kill(.orders, .secondOrders)
        let before = reads.completed
        try await eventually("the monolith answers") { reads.completed > before + 150 }
        let during = try await person.send("GET", "/api/v1/orders/\(order)", port: stack.proxy, expect: 200)
        #expect(during["ficus-answered-by"]?.hasPrefix("monolith;") == true)
        let refused = try await person.send(
            "POST", "/api/v1/orders", port: stack.proxy, body: Person.limitOrder(quantity: 1),
            fields: [("Idempotency-Key", UUID().uuidString)])
        #expect(refused.status == 503 && refused["retry-after"] != nil)
        #expect(refused["content-type"]?.hasPrefix("application/problem+json") == true)
        try await stack.start(.orders)
        try await stack.start(.secondOrders)
        try await eventually("the service answers again", within: .seconds(20)) {
            let answer = try await person.send("GET", "/api/v1/orders/\(order)", port: stack.proxy)
            return answer["ficus-answered-by"]?.hasPrefix("orders;") == true
        }
        let readReport = await reads.stop()
        _ = await writes.stop()
        #expect(readReport.failures.isEmpty, "\(readReport.failures)")
        #expect(readReport.statuses.keys.sorted() == [200], "\(readReport.statuses)")

        try await stack.feedIsLevel()
        let outcomes = placed.withLock(\.self)
        #expect(Set(outcomes.values).isSubset(of: [201, 502, 503, 504]), "\(Set(outcomes.values))")
        for program in [Program.monolith, .orders] {
            let counts = try quantities(in: stack.database(program))
            let twice = counts.filter { $0.value > 1 }
            #expect(twice.isEmpty, "\(program): \(twice)")
            for (number, status) in outcomes where status == 201 {
                #expect(counts[number + 1000] == 1, "order \(number) was acknowledged and is not in \(program)")
            }
        }
    }

    /// How many orders there are of each quantity from 1,000 on.
    private func quantities(in file: String) throws -> [Int: Int] {
        let database = try SQLDatabase(path: file)
        let rows = try database.read { connection in
            try connection.rows("SELECT quantity, count(*) AS n FROM orders WHERE quantity >= 1000 GROUP BY quantity")
        }
        return try Dictionary(uniqueKeysWithValues: rows.map { (try $0["quantity"] as Int, try $0["n"] as Int) })
    }
}
