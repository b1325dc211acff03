import NIOCore
import TestSupport
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1))) struct `A loop of sockets` {
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
        let last = loop.scheduleTask(deadline: start + .milliseconds(30)) { order.value.append(3) }
        loop.scheduleTask(deadline: start + .milliseconds(10)) { order.value.append(1) }
        loop.scheduleTask(deadline: start + .milliseconds(20)) { order.value.append(2) }
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
