/// Reads `urls:`, a list of addresses, each alone or as a map with its weight.
struct MemberDecoder {
    let log: DiagnosticLog

    struct Result {
        var members: [Target.Member] = []
        /// Where the first weight stands, if there is one.
        var weightPlace: SourceLocation?
    }

    func members(_ value: YAMLValue) -> Result {
        var result = Result()
        switch value.content {
        case .list(let values):
            if values.isEmpty {
                log.error(
                    .missingValue, at: value.location, "urls is empty", hint: "a target has at least one instance")
            }
            for value in values { add(value, to: &result) }
        case .scalar, .map: add(value, to: &result)
        case .empty, .unusable: break
        }
        return result
    }

    private func add(_ value: YAMLValue, to result: inout Result) {
        guard let member = member(value, &result.weightPlace) else { return }
        if let index = result.members.firstIndex(where: { $0.instance == member.instance }) {
            // The same place twice is one place with both shares.
            result.members[index] = Target.Member(
                member.instance, weight: result.members[index].weight + member.weight)
        } else {
            result.members.append(member)
        }
    }

    private func member(_ value: YAMLValue, _ weightPlace: inout SourceLocation?) -> Target.Member? {
        guard case .map = value.content else {
            return value.scalar("urls", log, Address.instance).map { Target.Member($0) }
        }
        guard var reader = MapReader(value, "an entry of urls", log) else { return nil }
        let url = reader.require("url", hint: "add url: http://HOST:PORT")
        var weight = 1
        if let place = reader.take("weight") {
            weightPlace = weightPlace ?? place.location
            weight = place.scalar("weight", log, Self.weight) ?? 1
        }
        reader.finish()
        return url?.scalar("url", log, Address.instance).map { Target.Member($0, weight: weight) }
    }

    private static func weight(_ text: String) throws(ScalarProblem) -> Int {
        try Quantity.count(text, in: 1...1_000)
    }
}
