import Foundation
@testable import Supervision
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(patient(1)))) struct `A notifier` {
    @Test(arguments: [false, true])
    func `sends one datagram a message, to paths and abstract names`(isAbstract: Bool) throws {
        let folder = try TemporaryFolder("n")
        let name = isAbstract ? "@ficus-test-\(UUID().uuidString)" : folder.path("notify")
        let manager = try FakeServiceManager(name)
        let notifier = Notifier(environment: ["NOTIFY_SOCKET": name])
        #expect(notifier.isListenedTo)
        notifier.send(.ready(status: "serving\non 8080", mainPID: 42))
        #expect(manager.next() == "READY=1\nSTATUS=serving on 8080\nMAINPID=42")
        notifier.send(.stopping(status: "draining"))
        #expect(manager.next() == "STOPPING=1\nSTATUS=draining")
        notifier.send(.watchdog)
        #expect(manager.next() == "WATCHDOG=1")
        notifier.send(.mainPID(7))
        #expect(manager.next() == "MAINPID=7")
        notifier.send(.reloading)
        #expect(try #require(manager.next()).contains(/^RELOADING=1\nMONOTONIC_USEC=\d+$/))
    }

    @Test(arguments: ["", "relative/path", "vsock:1:2", "@" + String(repeating: "x", count: 300)])
    func `without an address that it knows says nothing`(address: String) {
        Notifier(environment: ["NOTIFY_SOCKET": address]).send(.watchdog)
        Notifier(environment: [:]).send(.watchdog)
        #expect(!Notifier(environment: [:]).isListenedTo)
    }

    @Test func `with nobody there goes on`() {
        Notifier(environment: ["NOTIFY_SOCKET": "/nowhere/notify"]).send(.watchdog)
    }

    @Test func `is asked for a sign of life at half the limit, when it is the one who is meant`() {
        let socket = ["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "30000000"]
        #expect(Notifier(environment: socket, process: 7).watchdogInterval == .seconds(15))
        #expect(Notifier(environment: socket.merging(["WATCHDOG_PID": "7"]) { $1 }, process: 7).watchdogInterval != nil)
        #expect(Notifier(environment: socket.merging(["WATCHDOG_PID": "8"]) { $1 }, process: 7).watchdogInterval == nil)
        for bad in ["0", "-1", "x", ""] {
            #expect(Notifier(environment: socket.merging(["WATCHDOG_USEC": bad]) { $1 }).watchdogInterval == nil)
        }
    }
}
