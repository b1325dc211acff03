import ArgumentParser
import DataPlane
import Foundation
import Supervision

/// Says once that the process serves: on standard output, to the service manager, and to the predecessor.
actor Announcement {
    private let plane: DataPlane
    private let listen: HostPort
    private let notifier: Notifier
    private let predecessor: Predecessor?
    private var isMade = false

    init(plane: DataPlane, listen: HostPort, notifier: Notifier, predecessor: Predecessor?) {
        self.plane = plane
        self.listen = listen
        self.notifier = notifier
        self.predecessor = predecessor
    }

    func make(admin: HostPort) async {
        guard !isMade else { return }
        isMade = true
        if let predecessor {
            // It is the main process until it hears of this one, and may say so where only it is listened to.
            await predecessor.weServe(process: getpid())
            await plane.accept()
        }
        print("ficus \(Ficus.configuration.version) listens on http://\(listen), admin on http://\(admin)")
        fflush(nil)
        StartupPages.release()
        notifier.send(
            .ready(status: "serving on \(listen), admin on \(admin)", mainPID: predecessor == nil ? nil : getpid()))
    }
}
