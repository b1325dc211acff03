import HTTPWire
import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The time of day for one worker: read from the system once a second, in between derived from the loop's clock.
struct WallClock {
    private var readAt: NIODeadline
    /// Nanoseconds since 1970-01-01T00:00:00Z at `readAt`.
    private var wall: UInt64
    /// The `Date` field of this second.
    private(set) var date: HTTPDate

    init(_ now: NIODeadline = .now()) {
        readAt = now
        wall = Self.read()
        date = HTTPDate(secondsSinceEpoch: Int(wall / 1_000_000_000))
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z.
    mutating func nanoseconds(at now: NIODeadline) -> UInt64 {
        let since = now.uptimeNanoseconds &- readAt.uptimeNanoseconds
        let rest = 1_000_000_000 - wall % 1_000_000_000
        if since < rest { return wall + since }
        self = WallClock(now)
        return wall
    }

    private static func read() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UInt64(max(time.tv_sec, 0)) * 1_000_000_000 + UInt64(max(time.tv_nsec, 0))
    }
}
