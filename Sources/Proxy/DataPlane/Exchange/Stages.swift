import NIOCore
import Routing

/// The deadlines of an exchange: the one of its stage and the one of the whole.
struct Stages {
    /// What is waited for.
    enum Stage: Equatable {
        /// A connection.
        case connect
        /// The rest of the request's body.
        case upload
        /// The head of the answer.
        case firstByte
        /// The rest of the answer, or a client that takes it.
        case body
    }

    private let timeouts: Timeouts
    private let total: NIODeadline
    private(set) var stage = Stage.connect
    private var due: NIODeadline

    init(_ timeouts: Timeouts, now: NIODeadline) {
        self.timeouts = timeouts
        total = now + TimeAmount(timeouts.total)
        due = now + TimeAmount(timeouts.connect)
    }

    /// The next moment at which something is too late.
    var next: NIODeadline { min(due, total) }

    var connectTimeout: TimeAmount { TimeAmount(timeouts.connect) }

    /// Starts the deadline of a stage; for `upload` and `body` each byte does.
    mutating func enter(_ stage: Stage, _ now: NIODeadline) {
        self.stage = stage
        switch stage {
        // The connection reports its own failure at the deadline; this one is for those who wait in the queue.
        case .connect: due = now + TimeAmount(timeouts.connect) + .milliseconds(20)
        case .firstByte: due = now + TimeAmount(timeouts.firstByte)
        case .upload, .body: due = now + TimeAmount(timeouts.idle)
        }
    }

    enum Expiry: Equatable {
        case total
        case stage(Stage)
    }

    /// What is too late at `now`, if anything.
    func expired(_ now: NIODeadline) -> Expiry? {
        if total <= now { return .total }
        return due <= now ? .stage(stage) : nil
    }
}
