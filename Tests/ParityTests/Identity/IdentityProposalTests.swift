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
}
