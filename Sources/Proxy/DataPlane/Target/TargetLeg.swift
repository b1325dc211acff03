import HTTPWire
import NIOCore
import Routing

/// Whoever uses a connection to a target for one request: the primary exchange or a shadow.
///
/// Calls come in this order: `leased` (or `leaseFailed`), any number of `answerInterim`, `answerBegan`, `answerBody`...,
/// `answerEnded`. `targetFailed` may come at any point after `leased`, is the last call, and the connection is gone then.
protocol TargetLeg: AnyObject {
    /// Method of the request, which decides where the answer's body ends.
    var method: HTTPWire.Method { get }
    /// Where the content of the answer is copied to for the comparison, if at all.
    var capture: Capture? { get }

    func leased(_ connection: TargetConnection)
    func leaseFailed(_ failure: Failure)
    func answerInterim(_ head: ResponseHead)
    /// Takes the head of the answer; says whether trailers are wanted.
    func answerBegan(_ head: ResponseHead) -> Bool
    /// Takes bytes of the body, framing included.
    func answerBody(_ bytes: ByteBuffer)
    func answerEnded()
    /// All that one read brought has been delivered: time to flush.
    func answerPaused()
    func targetFailed(_ failure: Failure)
    func targetWritabilityChanged(_ isWritable: Bool)
}
