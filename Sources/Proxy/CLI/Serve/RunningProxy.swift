import ArgumentParser
import ControlPlane
import DataPlane
import Foundation
import Logging
import Routing
import ServiceLifecycle
import Store
import UnixSignals

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

    func run() async throws {
        DescriptorTable.raiseLimit()
        let logger = Logger(label: "ficus") { StreamLogHandler.standardError(label: $0) }
        let store = try openStore()
        defer { try? store.close() }
        let folder = RouteTableFolder(path: settings.routes, environment: settings.environment)
        let startup = try await readTable(folder, store, logger)
        let log = try await openLog(logger)
        let plane = try await startPlane(startup)
        let asker = HTTPAsker { await plane.health() }
        let recorder = try await ParityRecorder(
            store: store, logger: logger, asker: asker, effects: HTTPEffectsReader())
        let flips = Flips(
            definition: startup.definition, revision: startup.revision, flips: startup.flips, log: store,
            publisher: plane, evidence: recorder, feed: HTTPFeedReader(), logger: logger)
        let listen = HostPort(host: settings.listen.host, port: plane.port)
        let operations = Operations(
            flips: flips, plane: plane, recorder: recorder, store: store, folder: folder, accessLog: log,
            facts: .init(
                version: Ficus.configuration.version, started: Date(), listen: listen.description,
                workers: settings.workers))
        let admin = AdminServer(operations, host: settings.admin.host, port: settings.admin.port, logger: logger) {
            announce(listen: listen, admin: HostPort(host: settings.admin.host, port: $0))
        }
        try await serve(
            [
                RecordService(records: plane.records, log: log, recorder: recorder),
                ParityService(recorder: recorder, plane: plane, flips: flips),
                AdminService(server: admin, address: settings.admin),
                HangupService(operations: operations, logger: logger),
                PlaneService(plane: plane, logger: logger),
            ], logger)
        await flips.finish()
        try? await recorder.flush()
        await asker.close()
        await log?.close()
    }

    /// They end in reverse order: first the data plane, which closes the queues that the others read.
    private func serve(_ services: [any Service], _ logger: Logger) async throws {
        var quiet = logger
        quiet.logLevel = .warning
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = PlaneService.patience + .seconds(10)
        try await ServiceGroup(configuration: configuration).run()
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

    private func openLog(_ logger: Logger) async throws -> AccessLog? {
        guard let destination = settings.accessLog else { return nil }
        do {
            return try AccessLog(destination: destination, format: settings.accessLogFormat, logger: logger)
        } catch let error as LogFileError {
            throw StartFailure(error.description)
        }
    }

    private func startPlane(_ startup: Startup) async throws -> DataPlane {
        var configuration = Configuration()
        configuration.host = settings.listen.host
        configuration.port = settings.listen.port
        configuration.workers = settings.workers
        do {
            let table = Flips.firstTable(definition: startup.definition, flips: startup.flips)
            return try await DataPlane.start(configuration, table: table)
        } catch {
            throw StartFailure(binding: settings.listen, option: "--listen", error)
        }
    }

    private func announce(listen: HostPort, admin: HostPort) {
        print("ficus \(Ficus.configuration.version) listens on http://\(listen), admin on http://\(admin)")
        fflush(nil)
        StartupPages.release()
    }
}
