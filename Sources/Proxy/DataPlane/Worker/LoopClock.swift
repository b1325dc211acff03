import NIOCore

/// The loop's time for one worker, read once per event: while the bytes of one read are dealt with, it stands still.
final class LoopClock {
    private var moment: NIODeadline?

    /// The time of the event under way; outside of one, the time.
    var now: NIODeadline { moment ?? .now() }

    /// Runs `body`, which does not take long, at one moment.
    @inline(__always)
    func during(_ body: () -> Void) {
        let isOutermost = moment == nil
        if isOutermost { moment = .now() }
        body()
        if isOutermost { moment = nil }
    }
}
