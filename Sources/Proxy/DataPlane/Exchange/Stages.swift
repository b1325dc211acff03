import NIOCore
import Routing

/// The deadlines of an exchange: the one of its stage and the one of the whole.
struct Stages {
    /// What is waited for.
    enum Stage: Equatable {
        /// For so long, the end of another request.
        case queue(TimeAmount)
        /// A connection.
        case connect
        /// For so long, the target's word that the client may send its body.
        case awaitContinue(TimeAmount)
        /// The rest of the request's body.
        case upload
        /// The head of the answer.
        case firstByte
        /// The rest of the answer.
        case body
        /// A client that takes the answer.
        case stalled
    }

    /// A route's time limits in the loop's unit.
    struct Limits {
        let connect: TimeAmount
        let firstByte: TimeAmount
        let total: TimeAmount
        let idle: TimeAmount
        let perTry: TimeAmount?

        init(_ timeouts: Timeouts) {
            connect = TimeAmount(timeouts.connect)
            firstByte = TimeAmount(timeouts.firstByte)
            total = TimeAmount(timeouts.total)
            idle = TimeAmount(timeouts.idle)
            perTry = timeouts.perTry.map { TimeAmount($0) }
        }
    }

    private let limits: Limits
    private let total: NIODeadline
    private(set) var stage = Stage.connect
    /// Of the request's body, and of the answer's; both are under way when a target answers early.
    var uploadPace = Pace()
    var answerPace = Pace()
    private var due: NIODeadline
    /// The end of the attempt under way.
    private var tryDue = NIODeadline.distantFuture

    init(_ limits: Limits, now: NIODeadline) {
        self.limits = limits
        total = now + limits.total
        due = now + limits.connect
    }

    /// The next moment at which something is too late.
    var next: NIODeadline { min(due, total, tryDue, uploadPace.due, answerPace.due) }

    var connectTimeout: TimeAmount { limits.connect }

    /// Starts the deadline of an attempt, where the route has one; the head of an answer ends it.
    mutating func beginTry() {
        if let perTry = limits.perTry { tryDue = .now() + perTry }
    }

    /// Starts the deadline of a stage; for `upload` and `body` each byte does.
    mutating func enter(_ stage: Stage, _ now: NIODeadline) {
        self.stage = stage
        switch stage {
        case .queue(let time): due = now + time
        // The connection reports its own failure at the deadline, a little earlier.
        case .connect: due = now + limits.connect + .milliseconds(20)
        case .awaitContinue(let time): due = now + time
        case .firstByte:
            due = now + limits.firstByte
            uploadPace.end()
        case .upload, .stalled: due = now + limits.idle
        case .body:
            due = now + limits.idle
            tryDue = .distantFuture
        }
    }

    /// The client takes nothing more for now; it has to before `due`.
    mutating func stall(until due: NIODeadline) {
        stage = .stalled
        self.due = due
    }

    enum Expiry: Equatable {
        case total
        /// The attempt under way.
        case attempt
        case stage(Stage)
        /// A body is below its least rate.
        case uploadPace, answerPace
    }

    /// What is too late at `now`, if anything.
    func expired(_ now: NIODeadline) -> Expiry? {
        if total <= now { return .total }
        if tryDue <= now { return .attempt }
        if due <= now { return .stage(stage) }
        if uploadPace.due <= now { return .uploadPace }
        return answerPace.due <= now ? .answerPace : nil
    }
}
