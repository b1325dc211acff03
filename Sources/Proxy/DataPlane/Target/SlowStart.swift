import NIOCore
import Routing

/// How large a share an instance gets while it warms up: from a tenth to all of it, in a straight line.
struct SlowStart {
    private let length: Int64

    /// - Parameter length: nil starts everyone at once.
    init(_ length: Duration?) {
        self.length = length.map { TimeAmount($0).nanoseconds } ?? 0
    }

    /// Its share of `Chooser.unit`.
    func share(startedAt start: NIODeadline?, now: NIODeadline) -> Int {
        guard length > 0, let start else { return Chooser.unit }
        let elapsed = max((now - start).nanoseconds, 0)
        guard elapsed < length else { return Chooser.unit }
        let tenth = Chooser.unit / 10
        return tenth + Int(Double(Chooser.unit - tenth) * Double(elapsed) / Double(length))
    }
}
