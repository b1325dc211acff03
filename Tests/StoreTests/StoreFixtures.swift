import Foundation
import Parity
import Routing
import Store
import TestSupport

let noon = Date(timeIntervalSince1970: 1_700_000_000)

func flip(_ unit: String, _ from: RouteStatus, _ to: RouteStatus, why: String = "") -> Flip {
    Flip(
        unit: unit, direction: from.state < to.state ? .forward : .rollback, from: from, to: to, time: noon,
        who: "ann", why: why)
}

func epoch(serviceBuild: String = "1", resets: Int = 0) -> Epoch {
    Epoch(definition: .max, rules: 7, monolithBuild: "m", serviceBuild: serviceBuild, resets: resets)
}

func evidence(match: UInt64 = 0, mismatch: UInt64 = 0) -> Evidence {
    var evidence = Evidence()
    evidence.match = match
    evidence.mismatch = mismatch
    return evidence
}

func group(_ pattern: String, count: UInt64, at time: Double) -> DifferenceGroup {
    DifferenceGroup(
        key: .init(pattern: pattern, kind: .value), count: count, firstSeen: time, lastSeen: time,
        examples: [.init(requestID: "r\(time)", time: time, path: pattern, monolith: "1", service: "2")])
}

extension ProxyStore {
    /// Copies what a crash at this moment would leave on the disk, and opens the copy.
    func reopenedAsAfterCrash(in folder: URL) throws -> ProxyStore {
        let copy = folder.appending(path: "crash-\(UUID().uuidString).sqlite").path
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: path + suffix) {
            try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        return try ProxyStore(path: copy)
    }
}
