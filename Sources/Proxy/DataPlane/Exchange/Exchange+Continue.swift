import HTTPWire
import NIOCore

/// `Expect: 100-continue` (RFC 9110 section 10.1.1) without a deadlock.
///
///     Expect goes to the target --- 100 from the target ------------------> goes to the client, which sends its body
///                              \--- a final answer ----------------------> goes to the client
///                              \--- the client sends its body regardless -> goes to the target
///                              \--- none of these in time --------------> the proxy says 100 itself
extension Exchange {
    /// Whether the target is asked for 100 Continue: the client waits for it and has not been told yet.
    var waitsForContinue: Bool { head.expectsContinue && !hasContinued && tally.requestBytes == 0 }

    /// The head was written and its body is still to come.
    func beginUpload(_ now: NIODeadline) {
        if !waitsForContinue {
            enterUpload(now)
        } else if pool?.view.ignoresExpect == true {
            sendContinue()
        } else {
            stages.enter(.awaitContinue(worker.configuration.continueTimeout), now)
        }
        client.readIfWanted()
    }

    /// From now on the client has to keep up.
    private func enterUpload(_ now: NIODeadline) {
        stages.enter(.upload, now)
        stages.uploadPace.begin(worker.view.limits.bodyPace, now)
    }

    /// A part of the body has come, perhaps from a client that did not wait to be asked for it.
    func uploadGoesOn(_ now: NIODeadline) {
        if case .awaitContinue = stages.stage { enterUpload(now) } else { stages.enter(.upload, now) }
    }

    /// The target has said nothing in time; it is not asked to decide so soon again.
    func continueIsLate() {
        pool?.view.ignoresExpect = true
        sendContinue()
        client.deadlineMoved(to: deadline)
    }

    /// Tells the client in the target's place to send its body.
    private func sendContinue() {
        hasContinued = true
        client.write(ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n"))
        client.flush()
        enterUpload(.now())
    }

    /// The target has said 100.
    func targetContinues() {
        pool?.view.ignoresExpect = false
        hasContinued = true
        guard !uploadIsComplete else { return }
        enterUpload(.now())
        client.deadlineMoved(to: deadline)
    }
}
