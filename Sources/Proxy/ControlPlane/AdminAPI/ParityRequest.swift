/// `POST /parity/reset`: start a new epoch of a route.
package struct ParityResetRequest: Codable, Sendable, Equatable {
    package var route: String
    package var who: String
    package var reason: String

    package init(route: String, who: String, reason: String) {
        self.route = route
        self.who = who
        self.reason = reason
    }
}
