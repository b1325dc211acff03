/// Groups and what their routes say: one candidate, an owner that is one of the two sides, a state that is possible.
struct GroupCheck {
    let gateway: GatewayDecoder.Result
    let log: DiagnosticLog

    func run(_ tables: RouteTableDecoder.Result) {
        let groups = Dictionary(tables.groups.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for route in tables.routes {
            if let group = route.group, groups[group.id] == nil {
                log.error(
                    .unknownGroup, at: group.location, "there is no group \"\(group.id)\"",
                    hint: NearestName.hint(group.id, among: groups.keys))
            }
            if route.group == nil, route.fixedAnswer == nil {
                checkState(route.flip, route.candidate, route.id, route.location)
            }
        }
        let members = Dictionary(grouping: tables.routes.filter { $0.group != nil }) { $0.group?.id ?? "" }
        for group in tables.groups {
            guard let routes = members[group.id], let first = routes.first else { continue }
            checkCandidates(group, routes, first)
            checkState(group.flip, first.candidate, group.id, group.location)
            checkOwner(group, first.candidate)
        }
    }

    private func checkCandidates(_ group: GroupDraft, _ routes: [RouteDraft], _ first: RouteDraft) {
        for route in routes.dropFirst() where route.candidate != first.candidate {
            log.error(
                .inconsistentGroup, at: route.location,
                "\(route.id) has \(name(route.candidate)), but \(first.id) (\(first.location)) of the same group "
                    + "\(group.id) has \(name(first.candidate))",
                hint: "a group flips as one, to one service; split it or name one candidate")
        }
    }

    private func checkState(_ flip: FlipDraft, _ candidate: TargetIndex?, _ id: String, _ location: SourceLocation) {
        guard flip.status.state != .monolith, candidate == nil, gateway.names.isKnown else { return }
        log.error(
            .missingCandidate, at: flip.location ?? location,
            "\(id) has state: \(flip.status.state.rawValue), but no service to go to",
            hint: "add candidate: TARGET to the document or the route")
    }

    private func checkOwner(_ group: GroupDraft, _ candidate: TargetIndex?) {
        guard let location = group.ownerLocation, gateway.names.isKnown,
            group.owner != gateway.names.monolith, group.owner != candidate
        else { return }
        log.error(
            .invalidOwner, at: location, "\(name(group.owner)) cannot own the data of \(group.id)",
            hint: "the owner is monolith" + (candidate.map { " or \(name($0))" } ?? ""))
    }

    private func name(_ index: TargetIndex?) -> String {
        guard let index, gateway.targets.indices.contains(Int(index.value)) else { return "no candidate" }
        return gateway.targets[Int(index.value)].name
    }
}
