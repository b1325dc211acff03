extension Diagnostic {
    /// The closed list of what can be wrong; the raw value is stable.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        case ambiguousRoutes = "ambiguous_routes"
    }
}
