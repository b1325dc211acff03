import NIOCore
import TestSupport
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(patient(1)))) struct `A loop of sockets` {
    @Test func `runs tasks on its thread in the order they came`() async throws {
        let loop = try SocketLoop.start("test")
        let order = try await loop.submit { NIOLoopBoundBox([Int](), eventLoop: loop) }.get()
        #expect(!loop.inEventLoop)
        for number in 0..<100 {
            loop.execute {
                #expect(loop.inEventLoop)
                order.value.append(number)
            }
        }
        #expect(try await loop.submit { order.value }.get() == Array(0..<100))
        try await loop.shutdownGracefully()
    }

    @Test func `runs tasks that tasks bring`() async throws {
        let loop = try SocketLoop.start("test")
        let done = loop.makePromise(of: Int.self)
        loop.execute { loop.execute { loop.execute { done.succeed(7) } } }
        #expect(try await done.futureResult.get() == 7)
        try await loop.shutdownGracefully()
    }

    @Test func `runs timers when they are due, the next one first, and none early`() async throws {
        let loop = try SocketLoop.start("test")
        let start = NIODeadline.now()
        let order = try await loop.submit { NIOLoopBoundBox([Int](), eventLoop: loop) }.get()
        // In one task, so that none runs before all are set.
        let last = try await loop.submit {
            let last = loop.scheduleTask(deadline: start + .milliseconds(30)) { order.value.append(3) }
            loop.scheduleTask(deadline: start + .milliseconds(10)) { order.value.append(1) }
            loop.scheduleTask(deadline: start + .milliseconds(20)) { order.value.append(2) }
            return last
        }.get()
        try await last.futureResult.get()
        #expect(NIODeadline.now() >= start + .milliseconds(30))
        #expect(try await loop.submit { order.value }.get() == [1, 2, 3])
        try await loop.shutdownGracefully()
    }

    @Test func `does not run a timer that was cancelled`() async throws {
        let loop = try SocketLoop.start("test")
        let never = loop.scheduleTask(in: .milliseconds(20)) { Issue.record("it ran") }
        never.cancel()
        await #expect(throws: EventLoopError.cancelled) { try await never.futureResult.get() }
        try await loop.scheduleTask(in: .milliseconds(40)) {}.futureResult.get()
        try await loop.shutdownGracefully()
    }

    @Test(arguments: [TimeAmount.zero, .nanoseconds(-1), .nanoseconds(.min), .nanoseconds(1)])
    func `runs a timer that is due at once`(delay: TimeAmount) async throws {
        let loop = try SocketLoop.start("test")
        try await loop.scheduleTask(in: delay) {}.futureResult.get()
        let again = try await loop.submit { loop.scheduleTask(in: delay) {} }.get()
        try await again.futureResult.get()
        try await loop.shutdownGracefully()
    }

    @Test func `waits for a timer that never comes, and drops it in the end`() async throws {
        let loop = try SocketLoop.start("test")
        let results = await withCheckedContinuation { continuation in
            loop.execute {
                let never = [
                    loop.scheduleTask(in: .nanoseconds(.max)) {}, loop.scheduleTask(deadline: .distantFuture) {},
                    loop.scheduleTask(in: .hours(24 * 365)) {},
                ]
                let all = EventLoopFuture.whenAllComplete(never.map(\.futureResult), on: loop)
                all.whenSuccess { continuation.resume(returning: $0) }
                // Until then it sleeps, for longer than the kernel can be told.
                loop.scheduleTask(in: .milliseconds(1)) { loop.stop {} }
            }
        }
        #expect(results.count == 3)
        for result in results { #expect(throws: EventLoopError.shutdown) { try result.get() } }
    }

    @Test func `runs a timer behind one that sets itself again and again`() async throws {
        let loop = try SocketLoop.start("test")
        let count = try await loop.submit { NIOLoopBoundBox(0, eventLoop: loop) }.get()
        @Sendable func tick() {
            count.value += 1
            if count.value < 10_000 { loop.scheduleTask(in: .zero, tick) }
        }
        loop.scheduleTask(in: .zero, tick)
        try await loop.scheduleTask(in: .milliseconds(1)) {}.futureResult.get()
        try await eventually("all have run") { try await loop.submit { count.value }.get() == 10_000 }
        try await loop.shutdownGracefully()
    }

    @Test func `wakes for tasks of many threads and loses none`() async throws {
        let loop = try SocketLoop.start("test")
        let count = try await loop.submit { NIOLoopBoundBox(0, eventLoop: loop) }.get()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for number in 0..<500 {
                        // Now and then it is asleep when one comes.
                        if number % 50 == 0 { try await loop.submit { count.value += 1 }.get() }
                        loop.execute { count.value += 1 }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await loop.submit { count.value }.get() == 8 * 510)
        try await loop.shutdownGracefully()
    }

    @Test func `that has ended fails what is asked of it, and says so`() async throws {
        let loop = try SocketLoop.start("test")
        let answered = try await loop.submit { loop.makeSucceededFuture(7) }.get()
        let open = loop.makePromise(of: Int.self)
        try await loop.shutdownGracefully()
        #expect(loop.enqueue {} == false)
        await #expect(throws: EventLoopError.shutdown) { try await loop.submit {}.get() }
        await #expect(throws: EventLoopError.shutdown) {
            try await loop.scheduleTask(in: .zero) {}.futureResult.get()
        }
        // What it knew is still told, and what was promised is kept.
        #expect(try await answered.get() == 7)
        open.succeed(8)
        #expect(try await open.futureResult.get() == 8)
        try await loop.shutdownGracefully()
    }

    @Test func `that has ended still runs one thing at a time`() async throws {
        let loop = try SocketLoop.start("test")
        let count = try await loop.submit { NIOLoopBoundBox(0, eventLoop: loop) }.get()
        try await loop.shutdownGracefully()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<200 {
                        await withCheckedContinuation { continuation in
                            loop.execute {
                                count.value += 1
                                // From within it may not wait for itself.
                                loop.execute { continuation.resume() }
                            }
                        }
                    }
                }
            }
        }
        let total = await withCheckedContinuation { continuation in
            loop.execute { continuation.resume(returning: count.value) }
        }
        #expect(total == 1_600)
    }

    @Test func `drops a timer that one of its last tasks has set`() async throws {
        let loop = try SocketLoop.start("test")
        let result = await withCheckedContinuation { continuation in
            loop.execute {
                loop.stop {}
                loop.execute {
                    loop.scheduleTask(in: .hours(1)) {}.futureResult.whenComplete { continuation.resume(returning: $0) }
                }
            }
        }
        #expect(throws: EventLoopError.shutdown) { try result.get() }
    }

    @Test func `closes what is open when it ends, and takes no more`() async throws {
        let pair = try await Pair.make()
        try await pair.end()
        #expect(pair.loop.enqueue {} == false)
    }
}

@Suite struct `The registry of a loop` {
    private final class Source: SocketSource {
        func ready(_ events: Poller.Events) {}
        func close() {}
    }

    @Test func `gives nobody what is meant for one that is gone`() {
        var registry = Registry()
        let first = Source(), second = Source()
        let old = registry.insert(first)
        registry.remove(old)
        let new = registry.insert(second)
        #expect(old != new)
        #expect(registry[old] == nil)
        #expect(registry[new] === second)
        registry.remove(old)
        #expect(registry[new] === second)
        #expect(registry[99] == nil)
    }
}
