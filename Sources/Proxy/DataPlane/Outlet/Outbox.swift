import NIOCore
import Parity

/// Where finished exchanges leave the process's loops: the same queues for all workers.
struct Outlets: Sendable {
    let records: BoundedQueue<ExchangeRecord>
    let pairs: BoundedQueue<ObservationPair>
    let witnessed: BoundedQueue<WitnessedExchange>
}

/// What one worker has to hand out, collected so that the queues, and the threads behind them, are touched
/// a few dozen times a second.
final class Outbox: AlarmOwner {
    /// Batches go out at this size, or after this time.
    private static let batchSize = 512
    private static let delay = TimeAmount.milliseconds(25)

    private let outlets: Outlets
    private var records: [ExchangeRecord] = []
    /// What the texts of `records` lie in.
    var texts: [UInt8] = []
    private var pairs: [ObservationPair] = []
    /// The records of `pairs`, in the same order.
    private var paired: [ExchangeRecord] = []
    private let alarm: Alarm
    /// Counts how the shadow of a record ended.
    var count: (ShadowOutcome, ExchangeRecord) -> Void = { _, _ in }

    init(_ outlets: Outlets, alarms: AlarmQueue) {
        self.outlets = outlets
        alarm = Alarm(in: alarms)
        alarm.wakes(self)
    }

    func add(_ record: consuming ExchangeRecord, _ pair: consuming ObservationPair?) {
        if let pair {
            pairs.append(pair)
            paired.append(record)
        } else {
            if let outcome = record.shadow { count(outcome, record) }
            records.append(record)
        }
        if records.count + paired.count >= Self.batchSize {
            flush()
        } else if alarm.due == .distantFuture {
            alarm.set(.now() + Self.delay)
        }
    }

    func alarmRang(_ now: NIODeadline) {
        flush()
    }

    /// Hands out all there is; pairs that the comparator has no room for are skipped and counted.
    func flush() {
        alarm.clear()
        if !pairs.isEmpty {
            let accepted = outlets.pairs.offer(pairs)
            for index in paired.indices {
                let outcome: ShadowOutcome = index < accepted ? .compared : .skipped(.comparatorBusy)
                paired[index].shadow = outcome
                count(outcome, paired[index])
            }
            records += paired
            pairs.removeAll(keepingCapacity: true)
            paired.removeAll(keepingCapacity: true)
        }
        if !records.isEmpty {
            for index in records.indices { records[index].text.attach(texts) }
            _ = outlets.records.offer(records)
            let length = texts.count
            records = []
            records.reserveCapacity(Self.batchSize)
            texts = []
            texts.reserveCapacity(length)
        }
    }
}
