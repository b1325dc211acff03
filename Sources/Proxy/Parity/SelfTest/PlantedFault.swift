/// The kinds of fault that the comparator's test of itself plants.
package enum FaultKind: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
    case wrongStatus = "wrong_status"
    case missingField = "missing_field"
    case leakingField = "leaking_field"
    case numberAsString = "number_as_string"
    case wrongNumber = "wrong_number"
    case wrongText = "wrong_text"
    case becameNull = "became_null"
    case wrongOrder = "wrong_order"
    case missingElement = "missing_element"
    case missingHeader = "missing_header"
    case truncated
}

/// A copy of a real answer with one fault in it, and where.
struct PlantedFault {
    var kind: FaultKind
    var path: DifferencePath
    var answer: Observation

    /// Whether a comparison names the place: the path itself, a container around it, or a part of it.
    func isNamed(in comparison: Comparison) -> Bool {
        comparison.verdict == .mismatch
            && comparison.differences.contains { difference in
                switch (difference.path, path) {
                case (.body(let found), .body(let planted)):
                    found.tokens.starts(with: planted.tokens) || planted.tokens.starts(with: found.tokens)
                default:
                    difference.path == path
                }
            }
    }
}
