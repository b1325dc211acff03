import Foundation
import Parity

// Measures the comparison of two bodies, and a plain parse-and-compare with Foundation, on the pairs of a folder:
// NAME.monolith.json and NAME.service.json. Prints JSON; Benchmarks/bodies.py makes the pairs and calls it.

/// Nanoseconds of one call: the best of several runs, which is the least disturbed.
func best(_ work: () -> Bool) -> Double {
    var best = Double.infinity
    var calls = 1
    for _ in 0..<7 {
        let start = ContinuousClock.now
        var kept = 0
        for _ in 0..<calls where work() { kept += 1 }
        let (seconds, attoseconds) = start.duration(to: .now).components
        let elapsed = Double(seconds) * 1e9 + Double(attoseconds) / 1e9
        best = min(best, elapsed / Double(calls))
        if elapsed < 50_000_000 { calls = max(calls, Int(50_000_000 / max(best, 1))) }
        if kept == .min { print(kept) }
    }
    return best
}

func observation(_ body: [UInt8]) -> Observation {
    Observation(status: 200, contentType: Array("application/json".utf8), body: body)
}

let folder = URL(filePath: CommandLine.arguments[1])
var results: [[String: Any]] = []
for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
where file.hasSuffix(".monolith.json") {
    let name = String(file.dropLast(".monolith.json".count))
    let left = try Data(contentsOf: folder.appending(path: file))
    let right = try Data(contentsOf: folder.appending(path: "\(name).service.json"))
    let monolith = observation(Array(left))
    let service = observation(Array(right))
    let rules = ComparisonRules(headers: ComparisonRules.defaultHeaders)
    let comparison = Comparator.compare(monolith: monolith, service: service, rules: rules)
    let ours = best { Comparator.compare(monolith: monolith, service: service, rules: rules).verdict == .match }
    let foundation = best {
        guard let one = try? JSONSerialization.jsonObject(with: left) as? NSObject,
            let other = try? JSONSerialization.jsonObject(with: right) as? NSObject
        else { return false }
        return one.isEqual(other)
    }
    results.append([
        "name": name, "bytes": left.count, "differences": comparison.differences.count,
        "verdict": comparison.verdict.name, "ficus": ours, "foundation": foundation,
    ])
}
let json = try JSONSerialization.data(withJSONObject: results, options: [.sortedKeys, .prettyPrinted])
print(String(decoding: json, as: UTF8.self))
