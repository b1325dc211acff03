import CEpoll
import Glibc
import NIOCore

/// The kernel's list of descriptors that have news (epoll), with a bell by which other threads end the waiting for it.
struct Poller: ~Copyable, Sendable {
    /// What happened to a descriptor, or what is to be watched for.
    struct Events: OptionSet {
        let rawValue: UInt32

        static let readable = Events(rawValue: cepoll_readable)
        static let writable = Events(rawValue: cepoll_writable)
        /// The other side has shut its half of the connection.
        static let inputEnded = Events(rawValue: cepoll_input_ended)
        /// Both halves have ended. Reported whether watched for or not.
        static let hungUp = Events(rawValue: cepoll_hung_up)
        /// Reported whether watched for or not.
        static let failed = Events(rawValue: cepoll_failed)
        /// To be told once when something begins, not for as long as it lasts.
        static let edges = Events(rawValue: cepoll_edge_triggered)
    }

    /// The token of the bell.
    private static let bellToken = UInt64.max

    private let descriptor: CInt
    private let bell: CInt

    init() throws(IOError) {
        let descriptor = cepoll_create()
        let bell = cepoll_eventfd()
        guard descriptor >= 0, bell >= 0, cepoll_add(descriptor, bell, cepoll_readable, Self.bellToken) == 0 else {
            let code = errno
            if descriptor >= 0 { _ = Glibc.close(descriptor) }
            if bell >= 0 { _ = Glibc.close(bell) }
            throw IOError(errnoCode: code, reason: "epoll")
        }
        self.descriptor = descriptor
        self.bell = bell
    }

    deinit {
        _ = Glibc.close(bell)
        _ = Glibc.close(descriptor)
    }

    /// Watches a descriptor; `token` comes back with its events. Closing the last copy of the descriptor ends it.
    func add(_ watched: CInt, _ events: Events, token: UInt64) throws(IOError) {
        guard cepoll_add(descriptor, watched, events.rawValue, token) == 0 else {
            throw IOError(errnoCode: errno, reason: "epoll_ctl")
        }
    }

    func remove(_ watched: CInt) {
        _ = cepoll_remove(descriptor, watched)
    }

    /// Ends a wait under way, or else the next one; from any thread.
    func ring() {
        var one: UInt64 = 1
        _ = write(bell, &one, 8)
    }

    /// Waits for news, at most so many milliseconds (-1: without end); returns how many pieces of news `found` holds.
    func wait(_ milliseconds: CInt, _ found: UnsafeMutableBufferPointer<epoll_event>) -> Int {
        // A signal ends it early, with nothing found: the caller comes back.
        max(0, Int(epoll_wait(descriptor, found.baseAddress, CInt(found.count), milliseconds)))
    }

    /// Whether a piece of news is the bell, which is then silent again.
    func silences(_ token: UInt64) -> Bool {
        guard token == Self.bellToken else { return false }
        var count: UInt64 = 0
        _ = read(bell, &count, 8)
        return true
    }
}
