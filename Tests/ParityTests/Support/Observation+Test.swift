import Parity

extension Observation {
    /// An answer with a JSON body.
    static func json(_ body: String, status: UInt16 = 200, headers: [HeaderField] = []) -> Observation {
        Observation(
            status: status, headers: headers, contentType: Array("application/json".utf8), body: Array(body.utf8))
    }

    static func text(_ body: String, type: String = "text/plain") -> Observation {
        Observation(status: 200, contentType: Array(type.utf8), body: Array(body.utf8))
    }
}

/// A difference in one line: `value body:/a 1 -> 2`, where `-` is nothing.
func line(_ difference: Difference) -> String {
    "\(difference.kind.rawValue) \(difference.path) \(difference.monolith ?? "-") -> \(difference.service ?? "-")"
}

/// The differences of two JSON bodies, one line each.
func differences(_ monolith: String, _ service: String, ignore: [String] = []) throws -> [String] {
    let rules = try ComparisonRules(ignore: ignore)
    return Comparator.compare(monolith: .json(monolith), service: .json(service), rules: rules).differences.map(line)
}
