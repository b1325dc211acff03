/// Reads one RouteTable document: groups, routes and tests.
struct RouteTableDecoder {
    let gateway: GatewayDecoder.Result
    let log: DiagnosticLog

    struct Result {
        var groups: [GroupDraft] = []
        var routes: [RouteDraft] = []
        var tests: [InlineTest] = []
    }

    func decode(_ document: MapReader) -> Result {
        var document = document
        var result = Result()
        let domain = document.scalar("domain", Word.identifier)
        let prefix = document.scalar("prefix", PathPattern.prefix) ?? ""
        let candidate = document.take("candidate").flatMap { self.candidate($0) }
        if let value = document.take("groups"), var groups = MapReader(value, "groups", log) {
            let decoder = GroupDecoder(gateway: gateway, log: log)
            result.groups = groups.takeAll().compactMap { decoder.group($0) }
        }
        if let value = document.require("routes", hint: "add routes: {ID: {match: GET /path}}"),
            var routes = MapReader(value, "routes", log)
        {
            let decoder = RouteDecoder(gateway: gateway, log: log, domain: domain, prefix: prefix, candidate: candidate)
            result.routes = routes.takeAll().compactMap { decoder.route($0) }
        }
        if let tests = document.take("tests") { result.tests = InlineTestDecoder(log: log).tests(tests) }
        document.finish()
        return result
    }

    private func candidate(_ value: YAMLValue) -> TargetIndex? {
        CandidateDecoder(names: gateway.names, log: log).candidate(value)
    }
}

/// Reads `candidate:`, the service that may take over.
struct CandidateDecoder {
    let names: TargetNames
    let log: DiagnosticLog

    func candidate(_ value: YAMLValue) -> TargetIndex? {
        guard let index = names.index(value, "candidate", log) else { return nil }
        if names.hasMonolith, index == names.monolith {
            log.error(
                .invalidCandidate, at: value.location, "the monolith cannot be the candidate",
                hint: "name the service that takes over, or remove the key")
            return nil
        }
        return index
    }
}
