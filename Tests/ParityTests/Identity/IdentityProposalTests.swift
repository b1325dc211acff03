import Testing

@testable import Parity

@Suite struct `Proposals of identity` {
    @Test func `name the places that are one to one, and no times, amounts or equal values`() {
        let exchanges = (1...6).map { number -> (monolith: Observation, service: Observation) in
            func answer(_ id: String, _ client: String, _ second: Int) -> Observation {
                .json(
                    #"{"orders":[{"id":\#(id),"client_id":\#(client),"symbol":"IBM","price":"\#(number).50","#
                        + #""created_at":"2026-01-01T00:00:\#(second)Z"}]}"#)
            }
            return (
                answer("\(number)", "\(number % 3)", 10 + number),
                answer("\"\(uuid(number))\"", "\"\(uuid(100 + number % 3))\"", 20 + number)
            )
        }
        let proposals = IdentityProposal.propose(from: exchanges)
        #expect(proposals.map(\.place) == ["/orders/*/client_id", "/orders/*/id"])
        #expect(proposals.map(\.domain) == ["client", "order"])
        #expect(proposals.map(\.pairs) == [3, 6])
    }

    @Test(arguments: [
        ("qty", (1...5).map { ("\($0)", "\($0 + 1)") }),
        ("total", (1...5).map { ("\($0 * 2)", "\($0 * 3)") }),
        ("status", [("\"open\"", "\"OPEN\""), ("\"filled\"", "\"FILLED\""), ("\"cancelled\"", "\"CANCELLED\"")]),
    ])
    func `are not made of values that are wrong in each answer`(name: String, values: [(String, String)]) {
        let exchanges = values.map {
            (Observation.json("{\"\(name)\":\($0)}"), Observation.json("{\"\(name)\":\($1)}"))
        }
        #expect(IdentityProposal.propose(from: exchanges).isEmpty)
    }

    @Test(arguments: ["id", "order_id", "orderId", "OrderNumber", "client-ref"])
    func `are made of numbers where the name says so`(name: String) {
        let exchanges = (1...4).map {
            (Observation.json("{\"\(name)\":\($0)}"), Observation.json("{\"\(name)\":\($0 * 31)}"))
        }
        #expect(IdentityProposal.propose(from: exchanges).map(\.place) == ["/\(name)"])
    }
}
