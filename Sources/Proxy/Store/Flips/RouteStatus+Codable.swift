package import Routing

/// `{"state": "canary", "percent": 5}`: the form in the store and in the admin API. Other states have no percent.
extension RouteStatus: Codable {
    private enum CodingKeys: String, CodingKey {
        case state, percent
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .state)
        guard let state = RouteState(rawValue: name) else {
            throw DecodingError.dataCorruptedError(
                forKey: .state, in: container, debugDescription: "no state is called \(name)")
        }
        let percent = try container.decodeIfPresent(Double.self, forKey: .percent) ?? 0
        guard (0...100).contains(percent) else {
            throw DecodingError.dataCorruptedError(
                forKey: .percent, in: container, debugDescription: "a percentage lies between 0 and 100")
        }
        self.init(state, canary: Share(partsPerMillion: UInt32((percent * 10_000).rounded())))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(state.rawValue, forKey: .state)
        if state == .canary {
            try container.encode(Double(canary.partsPerMillion) / 10_000, forKey: .percent)
        }
    }
}
