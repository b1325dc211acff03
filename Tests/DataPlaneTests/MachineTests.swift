import NIOCore
import Parity
import Routing
import TestSupport
import Testing

@testable import DataPlane

/// Scripts: event, expected action.
struct MachineTests {
    // MARK: - Client

    @Test func `A kept connection goes from exchange to exchange`() {
        var machine = ClientMachine()
        #expect(machine.bytesAction() == .readHead)
        #expect(machine.headIsPartial() == .startDeadline)
        #expect(machine.headIsPartial() == .goOn)
        #expect(machine.headIsComplete(hasBody: true, keepsConnection: true) == .begin)
        #expect(machine.bytesAction() == .readBody)
        #expect(machine.mayKeepConnection() == false)
        machine.uploadEnded()
        #expect(machine.mayKeepConnection() == true)
        #expect(machine.bytesAction() == .hold)
        #expect(machine.wantsRead(holdsBytes: false, exchangeTakesBody: false) == true)
        #expect(machine.wantsRead(holdsBytes: true, exchangeTakesBody: true) == false)
        #expect(machine.answerEnded(keepsConnection: true) == .next)
        #expect(machine.bytesAction() == .readHead)
        #expect(machine.alarmRang() == .close)
    }

    @Test func `An answer before the end of the upload is the last`() {
        var machine = ClientMachine()
        _ = machine.headIsComplete(hasBody: true, keepsConnection: true)
        #expect(machine.answerEnded(keepsConnection: true) == .linger)
        #expect(machine.bytesAction() == .discard)
        #expect(machine.inputEnded(holdsBytes: false) == .closeWhenWritten)
        #expect(machine.closed() == .none)
    }

    @Test func `Broken framing of a body is told once`() {
        var machine = ClientMachine()
        _ = machine.headIsComplete(hasBody: true, keepsConnection: true)
        #expect(machine.refused() == .failExchange)
        #expect(machine.bytesAction() == .discard)
        #expect(machine.refused() == .ignore)
        #expect(machine.answerEnded(keepsConnection: false) == .linger)
    }

    @Test func `A client that shuts its side gets its answer, unless its body is missing`() {
        var asked = ClientMachine()
        _ = asked.headIsComplete(hasBody: false, keepsConnection: true)
        #expect(asked.inputEnded(holdsBytes: false) == .finish)
        #expect(asked.mayKeepConnection() == false)
        #expect(asked.answerEnded(keepsConnection: true) == .linger)
        var missing = ClientMachine()
        _ = missing.headIsComplete(hasBody: true, keepsConnection: true)
        #expect(missing.inputEnded(holdsBytes: false) == .failExchange)
        #expect(missing.closed() == .cancelExchange)
        var pipelining = ClientMachine()
        _ = pipelining.headIsComplete(hasBody: false, keepsConnection: true)
        #expect(pipelining.inputEnded(holdsBytes: true) == .finish)
        #expect(pipelining.answerEnded(keepsConnection: true) == .next)
        #expect(pipelining.headIsPartial() == .startDeadline)
        #expect(pipelining.inputEnded(holdsBytes: true) == .refuse)
    }

    @Test func `Draining ends idle connections soon and others with their answer`() {
        var idle = ClientMachine()
        #expect(idle.drain() == .closeSoon)
        var silent = ClientMachine()
        _ = silent.drain()
        #expect(silent.alarmRang() == .linger)
        #expect(silent.drain() == .hurry)
        _ = idle.headIsComplete(hasBody: false, keepsConnection: true)
        #expect(idle.mayKeepConnection() == false)
        var busy = ClientMachine()
        _ = busy.headIsComplete(hasBody: false, keepsConnection: true)
        #expect(busy.drain() == .finish)
        #expect(busy.answerEnded(keepsConnection: false) == .linger)
    }

    @Test(arguments: 0..<20)
    func `Every event in every state of a client returns`(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<500 {
            var machine = ClientMachine()
            for _ in 0..<30 {
                switch Int.random(in: 0..<11, using: &generator) {
                case 0: _ = machine.headIsPartial()
                case 1: _ = machine.headIsComplete(hasBody: .random(using: &generator), keepsConnection: true)
                case 2: machine.uploadEnded()
                case 3: _ = machine.refused()
                case 4: _ = machine.answerEnded(keepsConnection: .random(using: &generator))
                case 5: _ = machine.inputEnded(holdsBytes: generator.chance(0.5))
                case 6: _ = machine.alarmRang()
                case 7: _ = machine.drain()
                case 8: _ = machine.bytesAction()
                case 9: _ = machine.mayKeepConnection()
                default: _ = machine.wantsRead(holdsBytes: true, exchangeTakesBody: true)
                }
            }
            _ = machine.closed()
            #expect(machine.closed() == .none)
            #expect(machine.bytesAction() == .discard)
        }
    }

    // MARK: - Exchange

    private static func exchange(
        _ effect: Effect, isKeyed: Bool = false, when: Fallback.Conditions = [.notSent]
    ) -> ExchangeMachine {
        ExchangeMachine(policy: .init(effect: effect, isKeyed: isKeyed, data: .fed, when: when))
    }

    @Test func `An exchange is sent, answered and over`() {
        var machine = Self.exchange(.write)
        #expect(machine.bodyAction() == .hold)
        #expect(machine.leased() == .send)
        #expect(machine.bodyAction() == .forwardAndHold)
        machine.bodyWasReleased()
        #expect(machine.bodyAction() == .forward)
        #expect(machine.interimAction(status: 103, hasContinued: true) == .forward)
        #expect(machine.interimAction(status: 100, hasContinued: false) == .forward)
        #expect(machine.interimAction(status: 100, hasContinued: true) == .discard)
        #expect(machine.answerBegan(status: 500) == .forward)
        #expect(machine.answerBegan(status: 200) == .discard)
        #expect(machine.answerEnded() == .finish)
        #expect(machine.answerEnded() == .ignore)
        #expect(machine.bodyAction() == .discard)
        #expect(machine.cancelled() == .ignore)
    }

    @Test func `A connection that comes too late goes back`() {
        var machine = Self.exchange(.read)
        #expect(machine.cancelled() == .withdraw)
        #expect(machine.leased() == .giveBack)
        #expect(machine.failed(.reset, hasOtherInstance: true, hasFallback: true) == .ignore)
    }

    @Test func `A read tries the other instance, then falls back`() {
        var machine = Self.exchange(.read)
        #expect(machine.failed(.connect, hasOtherInstance: true, hasFallback: true) == .retryOtherInstance)
        #expect(machine.failed(.connect, hasOtherInstance: false, hasFallback: true) == .fallBack)
        #expect(machine.leased() == .send)
        #expect(
            machine.failed(.reset, hasOtherInstance: false, hasFallback: false)
                == .answer(status: 502, retryAfter: false))
    }

    @Test func `A write that was written is never sent again`() {
        var machine = Self.exchange(.write, when: [.notSent, .reset, .timeout, .serverError])
        _ = machine.leased()
        #expect(
            machine.failed(.reset, hasOtherInstance: true, hasFallback: true)
                == .answer(status: 502, retryAfter: false))
    }

    @Test func `What was written once stays written through later failures`() {
        var machine = Self.exchange(.write, isKeyed: true, when: [.notSent, .reset])
        _ = machine.leased()
        #expect(machine.failed(.reset, hasOtherInstance: true, hasFallback: true) == .retryOtherInstance)
        #expect(
            machine.failed(.connect, hasOtherInstance: false, hasFallback: true)
                == .answer(status: 503, retryAfter: false))
    }

    @Test func `A failure after the head went out breaks the connection`() {
        var machine = Self.exchange(.read, when: [.reset])
        _ = machine.leased()
        _ = machine.answerBegan(status: 200)
        #expect(machine.failed(.truncatedAnswer, hasOtherInstance: true, hasFallback: true) == .abort)
    }

    @Test func `A body that is not held any more cannot be sent again`() {
        var machine = Self.exchange(.read, when: [.reset])
        _ = machine.leased()
        machine.bodyWasReleased()
        #expect(
            machine.failed(.reset, hasOtherInstance: true, hasFallback: true)
                == .answer(status: 502, retryAfter: false))
    }

    // MARK: - Shadow

    @Test func `A shadow ends once, wherever it is`() {
        var seeking = ShadowMachine(bodyLimit: 10)
        #expect(seeking.copy(10) == .keep)
        #expect(seeking.copy(1) == .skip)
        #expect(seeking.ended(isReleased: false) == .withdraw)
        #expect(seeking.ended(isReleased: false) == .ignore)
        #expect(seeking.leased() == .giveBack)
        var sent = ShadowMachine(bodyLimit: 10)
        #expect(sent.leased() == .send)
        #expect(sent.answerBegan() == .capture)
        #expect(sent.ended(isReleased: true) == .none)
        #expect(sent.copy(1) == .ignore)
    }

    @Test(arguments: [
        (true, ShadowMachine.Ending.answered, ShadowOutcome.compared),
        (false, .answered, .skipped(.primaryFailed)),
        (true, .failed(.timeout), .failed(.timeout)),
        (false, .failed(.timeout), .skipped(.primaryFailed)),
        (true, .skipped(.size), .skipped(.size)),
        (false, .skipped(.budget), .skipped(.budget)),
    ])
    func `Two legs make one outcome`(
        primaryIsComparable: Bool, leg: ShadowMachine.Ending, outcome: ShadowOutcome
    ) {
        #expect(ShadowPairing.outcome(primaryIsComparable: primaryIsComparable, leg: leg) == outcome)
    }

    @Test func `A lease asks before it is empty and gives back what it does not need`() {
        var budget = ShadowBudget(total: 320)
        let chunk = budget.chunk(workers: 2)
        #expect(chunk == 10)
        var lease = ShadowLease()
        #expect(lease.take(1) == false)
        lease.granted(budget.grant(40), chunk: chunk)
        #expect(lease.take(25) == true)
        #expect(lease.shortage(after: 0) == 20)
        #expect(lease.shortage(after: 0) == nil)
        lease.granted(budget.grant(20), chunk: chunk)
        #expect(lease.take(100) == false)
        #expect(lease.shortage(after: 100) == 100)
        lease.granted(budget.grant(100), chunk: chunk)
        #expect(lease.take(100) == true)
        lease.release(125)
        #expect(lease.inUse == 0)
        #expect(lease.surplus() == 120)
        budget.takeBack(120)
        #expect(budget.grant(1_000) == 280)
        #expect(budget.grant(1) == 0)
    }

    // MARK: - Stages

    @Test func `The stage that is too late has the say, the whole before it`() {
        var timeouts = Timeouts()
        timeouts.connect = .seconds(1)
        timeouts.firstByte = .seconds(2)
        timeouts.total = .seconds(4)
        let start = Moment(0)
        var stages = Stages(Stages.Limits(timeouts), now: start.time)
        #expect(stages.next == start.after(1))
        #expect(stages.expired(start.after(0.5)) == nil)
        #expect(stages.expired(start.after(1)) == .stage(.connect))
        stages.enter(.firstByte, start.after(1))
        #expect(stages.next == start.after(3))
        #expect(stages.expired(start.after(3)) == .stage(.firstByte))
        stages.enter(.body, start.after(3))
        #expect(stages.next == start.after(4))
        #expect(stages.expired(start.after(4)) == .total)
    }
}
