/// How the effects of a route's writes are compared: rules whose pointers begin with a table.
package struct EffectsRules: Sendable {
    package let compared: ComparisonRules
    package let identity: IdentityRules?
    /// What tells rows apart beside their ids, which each side makes for itself.
    let content: ComparisonRules

    /// - Parameters:
    ///   - ignore: places that are not compared.
    ///   - identity: where ids stand, with their domains; nil is opaque.
    package init(
        service: String, ignore: [String] = [], identity: [(pointer: String, domain: String?)] = [],
        assumptions: [String: IdentityAssumption] = [:], links: [IdentityRules.Link] = []
    ) throws(InvalidRule) {
        compared = try ComparisonRules(ignore: ignore)
        self.identity =
            identity.isEmpty
            ? nil
            : try IdentityRules(service: service, bodies: identity, assumptions: assumptions, links: links)
        content = try ComparisonRules(ignore: ignore + identity.map(\.pointer))
    }
}
