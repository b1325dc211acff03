/// Reads one entry of `groups:`.
struct GroupDecoder {
    let gateway: GatewayDecoder.Result
    let log: DiagnosticLog

    func group(_ entry: YAMLValue.Entry) -> GroupDraft? {
        let key = YAMLValue(content: .scalar(entry.key), location: entry.location)
        guard let id = key.scalar("groups", log, Word.identifier),
            var reader = MapReader(entry.value, "groups.\(entry.key)", log)
        else { return nil }
        let flip = FlipDecoder(log: log).flip(&reader, keys: gateway.defaults.canaryKeys)
        let ownerValue = reader.take("owner")
        let owner = ownerValue.flatMap { gateway.names.index($0, "owner", log) }
        let data: DataMode = reader.scalar("data", Word.oneOf) ?? .fed
        let feedValue = reader.take("feed")
        let feed = feedValue.flatMap { $0.scalar("feed", log, PathPattern.plain) }
        if let feedValue, data == .shared {
            log.error(
                .feedWithoutFed, at: feedValue.location, "a group with data: shared has no feed",
                hint: "remove feed, or say data: fed")
        }
        reader.finish()
        return GroupDraft(
            id: id, location: entry.location, flip: flip, owner: owner ?? gateway.names.monolith,
            ownerLocation: owner == nil ? nil : ownerValue?.location, data: data, feedPath: feed)
    }
}

/// Reads `state:` and `canary:`.
struct FlipDecoder {
    let log: DiagnosticLog

    func flip(_ reader: inout MapReader, keys: [CanaryKey]) -> FlipDraft {
        var flip = FlipDraft(keys: keys)
        let stateValue = reader.take("state")
        let state: RouteState = stateValue.flatMap { $0.scalar("state", log, Word.oneOf) } ?? .monolith
        flip.location = stateValue?.location
        var percent: Share?
        if var canary = reader.map("canary") {
            percent = canary.scalar("percent", Quantity.share)
            if let keys = canary.canaryKeys() { flip.keys = keys }
            canary.finish()
        }
        if state == .canary, percent == nil {
            log.error(
                .missingPercent, at: stateValue?.location ?? reader.location, "state: canary does not say how many",
                hint: "add canary: {percent: 5%}")
        }
        flip.status = RouteStatus(state, canary: percent ?? .zero)
        return flip
    }
}

extension MapReader {
    /// `key:` of a canary; a canary without keys would take nobody.
    mutating func canaryKeys() -> [CanaryKey]? {
        guard let value = take("key"), let keys = value.scalars("key", log, Word.canaryKey) else { return nil }
        if case .list(let written) = value.content, written.isEmpty {
            log.error(
                .missingValue, at: value.location, "key is empty", hint: "write jwt.sub, header.NAME or cookie.NAME")
        }
        return keys
    }
}
