/// One thing wrong, or doubtful, in a route table; a value, so that all of them are reported at once.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Sendable { case error, warning }

    package let severity: Severity
    /// Stable, in snake_case; `RouteTables/invalid/` has an example of each.
    package let code: Code
    package let location: SourceLocation
    /// What is wrong, in one sentence without a full stop.
    package let message: String
    /// What to do about it.
    package let hint: String?
}

extension Diagnostic: CustomStringConvertible {
    /// `orders.yaml:12:5: error[unknown_key]: ...`, as compilers write it.
    package var description: String { "\(location): \(severity.rawValue)[\(code.rawValue)]: \(message)" }
}
