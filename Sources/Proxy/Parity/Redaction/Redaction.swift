/// Which values never leave the module.
struct Redaction: Sendable {
    /// What stands in the place of a value.
    static let mark = "[redacted]"
}
