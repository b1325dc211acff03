extension PolicyDecoder {
    /// What is said of one place in defaults is said anew by a route; all other rules add up.
    ///
    /// - Parameter parameters: those of the route's path; nil in `defaults`.
    func parity(_ reader: MapReader?, _ base: ParityRules, parameters: [String]? = nil) -> ParityRules {
        guard var reader else { return base }
        var rules = base
        let identity = IdentityDecoder(log: log, parameters: parameters)
        rules.identity = identity.identity(reader.take("identity"), rules.identity)
        rules.ids = identity.modes(reader.take("ids"), rules.ids)
        rules.effects = identity.effects(reader.take("effects"), rules.effects)
        if let value = reader.scalar("sample", Quantity.share) { rules.sample = value }
        if let value = reader.scalar("max_body", Quantity.bytes) { rules.maxBody = value }
        rules.noise = NoiseDecoder(log: log).noise(reader.take("noise"), rules.noise)
        if let value = reader.scalar("confirm", NoiseDecoder.confirm) { rules.confirm = value }
        if let values = reader.scalars("dimensions", NoiseDecoder.dimension) { rules.dimensions = values }
        if let value = reader.scalars("headers", Word.fieldName) { rules.headers = value }
        if let pointers = reader.scalars("ignore", Word.place) {
            // Why added: what is volatile everywhere need not be said again.
            rules.ignore += pointers.filter { !rules.ignore.contains($0) }
        }
        if let value = reader.take("status") { status(value, &rules) }
        for rule in PlaceRuleDecoder(log: log).rules(&reader, secretNames: &rules.secretNames) {
            rules.places.removeAll { rule.replaces($0) }
            rules.places.append(rule)
        }
        checkSize(rules, at: reader.location)
        reader.finish()
        return rules
    }

    /// `[[200, 201], [404, 410]]`.
    private func status(_ value: YAMLValue, _ rules: inout ParityRules) {
        guard case .list(let sets) = value.content else {
            return log.error(
                .wrongType, at: value.location, "status must be a list of lists, not \(value.kind)",
                hint: "write [[200, 201]]: codes of one list are taken for one another")
        }
        for set in sets {
            guard case .list(let members) = set.content else {
                log.error(
                    .wrongType, at: set.location, "a set of status codes must be a list, not \(set.kind)",
                    hint: "write [[200, 201]]")
                continue
            }
            guard members.count > 1 else {
                log.error(
                    .outOfRange, at: set.location, "one status code is not equivalent to anything",
                    hint: "name two or more")
                continue
            }
            let codes = set.scalars("status", log) { (text) throws(ScalarProblem) in
                try Quantity.count(text, in: 100...599)
            }
            if let codes { rules.equivalentStatus.append(codes) }
        }
    }

    /// The comparison walks all places at once; their number bounds what a walk costs.
    private func checkSize(_ rules: ParityRules, at location: SourceLocation) {
        let count = Set(rules.ignore + rules.places.map(\.place)).count
        guard count > 250 else { return }
        log.error(
            .outOfRange, at: location, "parity has rules for \(count) places, 250 is the most",
            hint: "name their common parents")
    }
}
