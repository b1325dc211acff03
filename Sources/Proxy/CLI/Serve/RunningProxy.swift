import ArgumentParser
import ControlPlane
import DataPlane
import Foundation
import Logging
import Routing
import ServiceLifecycle
import Store
import Supervision

/// The composition root: makes every part once, and runs them until a signal comes.
///
///     clients -> DataPlane --records--> access log
///                    |  ^ \--pairs----> ParityRecorder --evidence--> ProxyStore
///                    v  | tables                                        ^
///                 targets  Flips <---- AdminServer <---- operator       |
///                            \-------------------flips-------------------/
struct RunningProxy {
    private let settings: ServeSettings

    init(_ settings: ServeSettings) {
        self.settings = settings
    }

    /// Returns when the process may end: what became of the exchanges that were under way.
    func run() async throws -> DrainReport {
        DescriptorTable.raiseLimit()
        let logger = Logger(label: "ficus") { StreamLogHandler.standardError(label: $0) }
        let ending = Ending(settings)
        // From the first moment: a signal that comes while the parts are made must not be lost.
        let signals = try SignalWatch(ending)
        ignoreBrokenPipes()
        let notifier = Notifier(environment: settings.environment)
        let predecessor = settings.takesOver ? try await Predecessor.reach(at: settings.handover) : nil
        let sockets = try ServeSockets(settings, handed: predecessor?.sockets ?? [:])
        try await predecessor?.releaseStore()
        let store = try openStore()
        defer { try? store.close() }
        let folder = RouteTableFolder(path: settings.routes, environment: settings.environment)
        let startup = try await readTable(folder, store, logger)
        let log = try openLog(logger)
        let plane = try await startPlane(startup, sockets, acceptsAtOnce: predecessor == nil)
        let asker = HTTPAsker { await plane.health() }
        let recorder = try await ParityRecorder(
            store: store, logger: logger, asker: asker, effects: HTTPEffectsReader())
        let publisher: any TablePublisher =
            if let predecessor { PublisherToBoth(own: plane, predecessor: predecessor) } else { plane }
        let flips = Flips(
            definition: startup.definition, revision: startup.revision, flips: startup.flips, log: store,
            publisher: publisher, evidence: recorder, feed: HTTPFeedReader(), logger: logger)
        let listen = HostPort(host: settings.listen.host, port: plane.port)
        let operations = Operations(
            flips: flips, plane: plane, recorder: recorder, store: store, folder: folder, accessLog: log,
            facts: .init(
                version: Ficus.configuration.version, started: Date(), listen: listen.description,
                workers: settings.workers))
        let announcement = Announcement(plane: plane, listen: listen, notifier: notifier, predecessor: predecessor)
        let admin = AdminService(
            AdminServer(
                operations, host: settings.admin.host, port: settings.admin.port, socket: sockets.admin.descriptor,
                logger: logger
            ) { await announcement.make(admin: HostPort(host: settings.admin.host, port: $0)) }, logger)
        let desk = HandoverDesk(
            .init(
                plane: plane, store: store, flips: flips, recorder: recorder, admin: admin, sockets: sockets,
                ending: ending,
                notifier: notifier), settings, logger)
        await desk.open()
        signals.onHangup { await reload(operations, notifier, logger) }
        try await serve(
            [
                LogService(log: log),
                RecordService(records: plane.records, log: log, recorder: recorder),
                ParityService(recorder: recorder, plane: plane, flips: flips),
                admin,
                WatchdogService(plane: plane, notifier: notifier),
                HandoverService(desk: desk),
                PlaneService(
                    plane: plane, sockets: sockets, settings: settings, ending: ending, notifier: notifier,
                    logger: logger),
            ], ending, plane, logger)
        if case .signal = ending.cause {
            await flips.finish()
            try? await recorder.flush()
        }
        await asker.close()
        return ending.report
    }

    /// They end in reverse order: first the data plane, which closes the queues that the others read.
    private func serve(
        _ services: [any Service], _ ending: Ending, _ plane: DataPlane, _ logger: Logger
    ) async throws {
        var quiet = logger
        quiet.logLevel = .warning
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            logger: quiet)
        configuration.maximumGracefulShutdownDuration = settings.drainDelay + settings.drainTimeout + .seconds(10)
        let group = ServiceGroup(configuration: configuration)
        ending.ends(group, plane)
        try await group.run()
    }

    /// On SIGHUP: reloads the route table and opens the access log anew.
    private func reload(_ operations: Operations, _ notifier: Notifier, _ logger: Logger) async {
        notifier.send(.reloading)
        await operations.accessLog?.reopen()
        var status = "serving"
        do throws(AdminProblem) {
            let answer = try await operations.reload(who: "SIGHUP")
            status = "serving revision \(answer.revision)"
        } catch {
            status = "the last reload was refused; serving the revision before it"
            for diagnostic in error.diagnostics ?? [] {
                logger.error("\(diagnostic.file):\(diagnostic.line):\(diagnostic.column): \(diagnostic.message)")
            }
        }
        notifier.send(.ready(status: status))
    }

    private func openStore() throws -> ProxyStore {
        do {
            return try ProxyStore(path: settings.store)
        } catch let error as StoreError {
            throw StartFailure(error)
        }
    }

    private func readTable(_ folder: RouteTableFolder, _ store: ProxyStore, _ logger: Logger) async throws -> Startup {
        do {
            let startup = try await Startup(folder: folder, store: store, who: Operator.name)
            if case .store(let problem) = startup.revision.source {
                Screen.complain(
                    """
                    ficus: WARNING: \(problem); serving the last good revision \(startup.revision.number) from the store.
                      fix: `ficus check \(folder.path)`, then `ficus reload`
                    """)
            }
            for diagnostic in startup.diagnostics {
                logger.log(
                    level: diagnostic.severity == .error ? .error : .warning,
                    "\(diagnostic.location): \(diagnostic.message)")
            }
            return startup
        } catch let error as Startup.Impossible {
            throw StartFailure(error.diagnostics, folder: folder)
        } catch let error as StoreError {
            throw StartFailure(error)
        }
    }

    private func openLog(_ logger: Logger) throws -> AccessLog? {
        guard let destination = settings.accessLog else { return nil }
        do {
            return try AccessLog(destination: destination, format: settings.accessLogFormat, logger: logger)
        } catch let error as LogFileError {
            throw StartFailure(error.description)
        }
    }

    private func startPlane(_ startup: Startup, _ sockets: ServeSockets, acceptsAtOnce: Bool) async throws -> DataPlane
    {
        var configuration = Configuration()
        configuration.listeningSocket = sockets.listen.descriptor
        configuration.workers = settings.workers
        configuration.acceptsAtOnce = acceptsAtOnce
        do {
            let table = Flips.firstTable(definition: startup.definition, flips: startup.flips)
            return try await DataPlane.start(configuration, table: table)
        } catch {
            throw StartFailure("cannot serve on \(settings.listen): \(error)")
        }
    }
}
