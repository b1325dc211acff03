import Database
package import Foundation

extension ProxyStore {
    /// Ends a route's epoch; returns how often it has been reset now, which is part of the next epoch.
    @discardableResult
    package func resetParity(route: String, who: String, why: String, time: Date) async throws -> Int {
        try await database.write { db in
            try db.run(
                "INSERT INTO parity_resets (route, time, who, why) VALUES (?, ?, ?, ?)", route, time, who, why)
            return try db.value("SELECT count(*) FROM parity_resets WHERE route = ?", route) ?? 0
        }
    }

    /// How often each route has been reset; a route that is not in it, never.
    package func resetCounts() async throws -> [String: Int] {
        try await database.read { db in
            let rows = try db.rows("SELECT route, count(*) FROM parity_resets GROUP BY route")
            return Dictionary(try rows.map { (try $0[0] as String, try $0[1] as Int) }) { $1 }
        }
    }

    /// The resets of a route, oldest first.
    package func resets(route: String) async throws -> [ParityReset] {
        try await database.read { db in
            try db.rows("SELECT * FROM parity_resets WHERE route = ? ORDER BY id", route).map {
                ParityReset(route: try $0["route"], time: try $0["time"], who: try $0["who"], why: try $0["why"])
            }
        }
    }
}
