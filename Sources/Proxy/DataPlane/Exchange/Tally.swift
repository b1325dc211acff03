import HTTPWire
import NIOCore
import Parity
import Routing

/// What is noted about an exchange while it runs, for its record.
struct Tally {
    var connect: UInt64 = 0
    var firstByte: UInt64 = 0
    var requestBytes: UInt64 = 0
    var responseBytes: UInt64 = 0
    /// Of the answer sent; 0 while there is none.
    var status: UInt16 = 0
    var failure: ExchangeFailure?
    var refusal: Refusal?
    /// The proxy answered itself.
    var isOurs = false
    /// The proxy's own health: no exchange that anybody wants to read about.
    var isOwnHealth = false
    var isFinished = false
    /// A later table sent the request elsewhere than its shadow was meant for.
    var isDecidedAnew = false
    /// Why a shadow that was due never began.
    var shadow: ShadowOutcome?
}

extension Exchange {
    /// Counts a limit that was passed, or a rule that was broken, and notes it for the record.
    func note(_ refusal: Refusal, as failure: ExchangeFailure?) {
        worker.count(refusal)
        tally.refusal = refusal
        if let failure { tally.failure = failure }
    }

    /// (8) Counts the exchange and hands its record on, with or through its shadow.
    func conclude() {
        guard !tally.isOwnHealth else { return }
        let now = worker.time.now
        let total = now - startedAt
        var timings = Timings(startedAt: worker.clock.nanoseconds(at: startedAt))
        timings.connect = tally.connect
        timings.firstByte = tally.firstByte
        timings.total = total.nanosecondsOrZero
        var record = ExchangeRecord(
            table: view.table, route: decision?.route, reason: decision?.reason, timings: timings,
            text: shadow == nil && witness == nil ? worker.withTexts(writeText) : ownText())
        record.status = tally.status
        record.failure = tally.failure
        record.refusal = tally.refusal
        record.fallback = fallbackCause
        record.retries = retries
        record.requestBytes = tally.requestBytes
        record.responseBytes = tally.responseBytes
        record.shadow = tally.shadow
        if !tally.isOurs, let target {
            record.target = attemptView === view ? target : ownIndex(of: target)
            record.instance = pool?.view.name
        }
        worker.counters.count(record)
        if let witness {
            self.witness = nil
            witness.exchangeEnded(record, isWhole: isComparable)
        }
        if let shadow {
            self.shadow = nil
            shadow.primaryEnded(record, isComparable: isComparable)
        } else {
            worker.emit(record)
        }
    }

    /// The target that was meant has answered the whole request, to the end.
    private var isComparable: Bool {
        forwarding != nil && tally.failure == nil && fallbackCause == nil && uploadIsComplete && !tally.isDecidedAnew
    }

    /// The position of a later table's target in the table of the decision.
    private func ownIndex(of target: TargetIndex) -> TargetIndex? {
        view.table.index(ofTarget: attemptView.table.targets[Int(target.value)].name)
    }

    /// A text in memory of its own, for a record that is not handed on at once.
    private func ownText() -> ExchangeText {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(160)
        var text = writeText(&bytes)
        text.attach(bytes)
        return text
    }

    /// Writes the text behind what is there.
    private func writeText(_ bytes: inout [UInt8]) -> ExchangeText {
        let start = bytes.count
        head.withMethod { bytes.append($0) }
        let methodEnd = bytes.count
        head.withPath { bytes.append($0.extracting(first: 1_024)) }
        let pathEnd = bytes.count
        identity.withRequestID(of: head) { bytes.append($0) }
        let requestIDEnd = bytes.count
        bytes.append(contentsOf: client.peer.address.utf8)
        return ExchangeText(
            start: start, methodEnd: methodEnd, pathEnd: pathEnd, requestIDEnd: requestIDEnd, end: bytes.count)
    }
}

extension [UInt8] {
    /// Appends the bytes of a span.
    mutating func append(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { append(contentsOf: $0) }
    }
}
