extension ParityRules {
    /// Reads a file of rules: what stands under `parity:` in a route table, alone or under that key.
    ///
    /// - Parameter base: what the rules are added to, as those of a route are to the defaults.
    /// - Returns: nil rules as soon as one diagnostic is an error.
    package static func load(
        _ file: SourceFile, over base: ParityRules = ParityRules(), environment: [String: String] = [:]
    ) -> (rules: ParityRules?, diagnostics: [Diagnostic]) {
        let log = DiagnosticLog()
        let documents = YAMLReader(file: file, environment: environment, log: log).documents()
        guard let document = documents.first else { return (log.hasErrors ? nil : base, log.sorted) }
        for extra in documents.dropFirst() {
            log.error(
                .wrongType, at: extra.location, "a file of rules has one document", hint: "remove the others")
        }
        var reader = MapReader(document, "the file of rules", log)
        if let kind = reader?.keys(among: ["apiVersion", "kind"]).first {
            log.error(
                .unknownKey, at: kind.location, "this is a route table, not a file of rules",
                hint: "name its folder with --routes")
            return (nil, log.sorted)
        }
        if let inner = reader?.take("parity") {
            reader?.finish()
            reader = MapReader(inner, "parity", log)
        }
        let policy = PolicyDecoder(targets: TargetNames([], isKnown: false), log: log)
        let rules = policy.parity(reader, base)
        return (log.hasErrors ? nil : rules, log.sorted)
    }
}
