import Database
import Foundation
import Parity

extension ProxyStore {
    /// Counts a delta in the minute that it was recorded in.
    static func addTrend(_ evidence: Evidence, to epoch: Int, time: Date, _ db: SQLConnection) throws {
        guard evidence.compared > 0 else { return }
        let minute = Int(time.timeIntervalSince1970) / 60
        try db.run(
            """
            INSERT INTO trend VALUES (?, ?, ?, ?) ON CONFLICT (epoch, minute) DO UPDATE
            SET compared = compared + excluded.compared, mismatches = mismatches + excluded.mismatches
            """, epoch, minute, Int(clamping: evidence.compared), Int(clamping: evidence.mismatches))
        try db.run("DELETE FROM trend WHERE epoch = ? AND minute <= ?", epoch, minute - trendMinutes)
    }

    /// The points of an epoch, oldest first.
    static func trend(of epoch: Int, _ db: SQLConnection) throws -> [EpochEvidence.TrendPoint] {
        try db.rows("SELECT minute, compared, mismatches FROM trend WHERE epoch = ? ORDER BY minute", epoch).map {
            EpochEvidence.TrendPoint(
                minute: Date(timeIntervalSince1970: Double(try $0[0] as Int) * 60), compared: try $0[1],
                mismatches: try $0[2])
        }
    }
}
