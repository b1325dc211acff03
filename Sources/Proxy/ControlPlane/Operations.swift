package import DataPlane
package import Foundation
import Routing
package import Store

/// What can be done to a running proxy, whoever asks: the admin API, a signal, later a console.
package struct Operations: Sendable {
    package let flips: Flips
    package let plane: DataPlane
    package let recorder: ParityRecorder
    package let store: ProxyStore
    package let folder: RouteTableFolder
    /// nil: none is written.
    package let accessLog: AccessLog?
    package let facts: Facts

    /// What does not change while the process runs.
    package struct Facts: Sendable {
        package var version: String
        package var started: Date
        package var listen: String
        package var workers: Int

        package init(version: String, started: Date, listen: String, workers: Int) {
            self.version = version
            self.started = started
            self.listen = listen
            self.workers = workers
        }
    }

    package init(
        flips: Flips, plane: DataPlane, recorder: ParityRecorder, store: ProxyStore, folder: RouteTableFolder,
        accessLog: AccessLog?, facts: Facts
    ) {
        self.flips = flips
        self.plane = plane
        self.recorder = recorder
        self.store = store
        self.folder = folder
        self.accessLog = accessLog
        self.facts = facts
    }

    package func reload(who: String) async throws(AdminProblem) -> ReloadAnswer {
        try await flips.reload(folder, into: store, who: who)
    }

    package func status() async -> AdminStatus {
        let summary = await flips.summary()
        let revision = await flips.revision
        let (source, problem): (String, String?) =
            switch revision.source {
            case .folder(let path): (path, nil)
            case .store(let problem): ("store", problem)
            }
        return AdminStatus(
            version: facts.version, started: facts.started, listen: facts.listen, workers: facts.workers,
            store: store.path,
            revision: AdminStatus.InForce(
                number: revision.number, hash: revision.hash, loaded: revision.loaded, source: source, problem: problem),
            routes: summary.routes, drifted: summary.drifted, unpersisted: summary.unpersisted,
            targets: await targets(), dropped: dropped)
    }

    /// The targets of the table in force with what is known about their instances.
    package func targets() async -> [AdminTarget] {
        let health = await plane.health()
        return await flips.table.targets.map { target in
            AdminTarget(
                name: target.name, healthPath: target.healthPath, balance: target.balance.name,
                instances: health.filter { $0.targets.contains(target.name) }.map(AdminTarget.Instance.init))
        }
    }

    /// Records that a full queue refused, by queue.
    package var dropped: [String: UInt64] {
        ["access_log": plane.records.dropped + (accessLog?.dropped ?? 0), "parity": plane.pairs.dropped]
    }
}
