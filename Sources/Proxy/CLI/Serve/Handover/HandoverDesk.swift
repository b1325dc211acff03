import ControlPlane
import DataPlane
import Foundation
import Logging
import Store
import Supervision

/// What a process that serves does for its successor. See `HandoverMessage` for the steps.
///
/// The store is written by one process at any moment: the admin API stands still before it is closed here and is served
/// there only after it was opened there; whoever calls meanwhile waits in the queue of the socket.
actor HandoverDesk {
    /// How long the successor may take to serve once it has the store, in seconds.
    private static let patience = 60

    struct Parts: Sendable {
        let plane: DataPlane
        let store: ProxyStore
        let flips: Flips
        let recorder: ParityRecorder
        let admin: AdminService
        let sockets: ServeSockets
        let ending: Ending
        let notifier: Notifier
    }

    private let parts: Parts
    private let settings: ServeSettings
    private let logger: Logger
    private let program = Program.current()
    private var doorway: Doorway?
    private var isHandingOver = false
    /// Who asked for a restart and waits for its end, by the process that was started.
    private var restarts: [Int32: Courier] = [:]

    init(_ parts: Parts, _ settings: ServeSettings, _ logger: Logger) {
        self.parts = parts
        self.settings = settings
        self.logger = logger
    }

    /// Answers those who knock, until `close`.
    func run() async {
        guard let doorway = open() else { return }
        while let courier = await blocking({ doorway.accept() }) { Task { await self.serve(courier) } }
    }

    /// Puts the socket for successors in its place; they wait there until `run`.
    @discardableResult
    func open() -> Doorway? {
        if doorway == nil {
            do {
                doorway = try Doorway.open(at: settings.handover)
            } catch {
                logger.warning(
                    "no successor can take over: no socket can be made",
                    metadata: ["path": "\(settings.handover)", "cause": "\(error.cause)"])
            }
        }
        return doorway
    }

    /// No successor from now on, or for as long as one is about to take over.
    func close() {
        doorway?.close()
        doorway = nil
    }

    private func serve(_ courier: Courier) async {
        courier.setPatience(seconds: Self.patience)
        do {
            switch try await courier.next()?.message {
            case .takeOver: try await handOver(courier)
            case .restart: try await restart(courier)
            default: courier.hangUp()
            }
        } catch {
            logger.warning("a handover was broken off", metadata: ["cause": "\(error)"])
        }
    }

    // MARK: - Handing over

    private func handOver(_ courier: Courier) async throws {
        guard !isHandingOver, parts.ending.cause == nil else {
            return try await courier.send(.refused(isHandingOver ? "another one is about to" : "it is ending"))
        }
        isHandingOver = true
        defer { isHandingOver = false }
        let sockets = parts.sockets
        try await courier.send(
            .sockets([
                HandedSocket(.listen, settings.listen, sockets.listen),
                HandedSocket(.admin, settings.admin, sockets.admin),
            ]), [sockets.listen.descriptor, sockets.admin.descriptor])
        guard case .prepared? = try await courier.next()?.message else { return }
        await parts.admin.pause()
        let isReleased: Bool
        do {
            isReleased = try await release(courier)
        } catch {
            isReleased = false
            logger.error("the store could not be handed over", metadata: ["cause": "\(error)"])
        }
        if isReleased, case .serving(let process)?? = try? await courier.next()?.message {
            return await leave(courier, to: process)
        }
        courier.hangUp()
        await goOn()
    }

    /// Closes the store and says so; false when something in force is not in it.
    private func release(_ courier: Courier) async throws -> Bool {
        await parts.flips.finish()
        guard await parts.flips.summary().unpersisted == 0 else {
            try await courier.send(.refused("a rollback is in force that cannot be written"))
            return false
        }
        try? await parts.recorder.flush()
        close()
        try parts.store.close()
        try await courier.send(.released)
        return true
    }

    private func leave(_ courier: Courier, to process: Int32) async {
        await parts.plane.stopAccepting()
        try? await courier.send(.yours)
        logger.notice("handed over", metadata: ["process": "\(process)"])
        parts.notifier.send(.mainPID(process))
        // Before the end begins: with nothing under way it is over at once, and so is this process.
        try? await restarts.removeValue(forKey: process)?.send(.restarted(process: process))
        await parts.ending.begin(.handover)
        courier.setPatience(seconds: 0)
        while case .states(let states)?? = try? await courier.next()?.message {
            await parts.flips.adopt(states)
            try? await courier.send(.adopted)
        }
    }

    /// The successor has failed: everything is as before.
    private func goOn() async {
        logger.error("the process that was to take over did not; going on")
        while parts.ending.cause == nil {
            do {
                try parts.store.reopen()
                break
            } catch {
                logger.error("the store is not back yet", metadata: ["cause": "\(error)"])
                try? await Task.sleep(for: .milliseconds(250))
            }
        }
        if parts.ending.cause == nil { Task { await run() } }
        await parts.admin.resume()
    }

    // MARK: - Restarting

    /// Starts the program again, as it was started, to take over; answers when it does, or has failed.
    private func restart(_ courier: Courier) async throws {
        guard parts.ending.cause == nil else { return try await courier.send(.refused("it is ending")) }
        var environment = settings.environment
        // The sockets come from here, and the watchdog shall listen to whoever is the main process.
        for name in SocketActivation.variables + ["WATCHDOG_PID"] { environment[name] = nil }
        let arguments = program.arguments.contains("--takeover") ? [] : ["--takeover"]
        let process: Int32
        do {
            process = try Program(path: program.path, arguments: program.arguments + arguments)
                .start(environment: environment)
        } catch {
            return try await courier.send(.refused("\(program.path) cannot be started: \(error.cause)"))
        }
        restarts[process] = courier
        let code = await blocking { exitCode(ofChild: process) }
        guard restarts.removeValue(forKey: process) != nil else { return }
        try await courier.send(.refused("the new process ended with code \(code); the old one serves on"))
    }
}
