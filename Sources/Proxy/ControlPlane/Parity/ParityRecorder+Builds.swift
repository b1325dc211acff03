package import DataPlane
package import Routing

extension ParityRecorder {
    /// Takes the builds that probes have heard of: a deployment ends the epoch before the first request meets it.
    ///
    /// A target counts when all its instances that name a build name the same one; while a deployment is under way, the
    /// answers tell which is which.
    package func hear(_ health: [InstanceHealth], table: RouteTable) {
        var builds: [String: Set<String>] = [:]
        for instance in health {
            guard let build = instance.build else { continue }
            for target in instance.targets { builds[target, default: []].insert(build) }
        }
        hear(builds.compactMapValues { $0.count == 1 ? $0.first : nil }, table: table)
    }

    /// - Parameter builds: by target. Only news counts, so that what answers say later is not taken back.
    func hear(_ builds: [String: String], table: RouteTable) {
        let news = builds.filter { heardBuilds[$0.key] != $0.value }
        guard !news.isEmpty else { return }
        heardBuilds.merge(news) { $1 }
        let monolith = news["monolith"]
        for route in table.routes {
            guard let candidate = route.candidate else { continue }
            let service = news[table.targets[Int(candidate.value)].name]
            if monolith != nil || service != nil { take(monolithBuild: monolith, serviceBuild: service, of: route) }
        }
    }
}
