/// The field that tells a client, and an operator, who answered and why.
enum AnsweredBy {
    /// `Ficus-Answered-By: orders; route=orders.show; reason=extracted` with its CRLF.
    ///
    /// Names of routes and targets come from the table, whose decoder allows no other characters than a token's.
    static func line(target: String, route: String?, reason: String, isStalePossible: Bool) -> [UInt8] {
        let stale = isStalePossible ? "; stale-possible" : ""
        return Array("Ficus-Answered-By: \(target); route=\(route ?? "none"); reason=\(reason)\(stale)\r\n".utf8)
    }
}
