import NIOCore
import Routing

/// Whether an instance takes requests, as the whole process sees it.
enum Availability: Sendable, Hashable {
    case available
    /// Back after an outage: one failure takes it out again.
    case trial
    /// Its health path failed.
    case unhealthy
    /// Requests to it failed.
    case open

    var takesRequests: Bool { self == .available || self == .trial }
}

/// One worker's view of an instance: what the coordinator said, and the failures seen here since the last success.
final class InstanceView {
    let instance: Target.Instance
    /// `host:port`.
    let name: String
    private(set) var availability = Availability.available
    /// It was silent when asked for 100 Continue, so nobody waits for its word (RFC 9110 section 10.1.1).
    var ignoresExpect = false
    private var failures = 0
    private let threshold: Int
    /// Tells the coordinator that this worker has opened the breaker.
    private let report: (InstanceView) -> Void

    init(_ instance: Target.Instance, threshold: Int, report: @escaping (InstanceView) -> Void) {
        self.instance = instance
        name = instance.description
        self.threshold = threshold
        self.report = report
    }

    /// Takes over what the coordinator decided.
    func become(_ availability: Availability) {
        self.availability = availability
        failures = 0
    }

    /// The instance answered, with whatever the application said.
    func succeeded() {
        failures = 0
        if availability == .trial { availability = .available }
    }

    /// The instance could not be reached, or did not answer as a working one does.
    func failed() {
        guard availability.takesRequests else { return }
        failures += 1
        guard failures >= threshold || availability == .trial else { return }
        availability = .open
        report(self)
    }
}
