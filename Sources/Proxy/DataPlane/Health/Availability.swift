/// Whether an instance takes requests, as the whole process sees it.
enum Availability: Sendable, Hashable {
    case available
    /// Back after an outage: one failure takes it out again.
    case trial
    /// Its health path failed.
    case unhealthy
    /// Requests to it failed.
    case open
    /// It answered worse than it should, and rests for a while.
    case ejected

    var takesRequests: Bool { self == .available || self == .trial }
}
