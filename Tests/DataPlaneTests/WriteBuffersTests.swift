import NIOCore
import Testing

@testable import DataPlane

@Suite struct `Buffers of writes` {
    private let buffers = WriteBuffers()

    @Test func `are used again when nobody holds their bytes`() {
        var buffer = buffers.take()
        buffer.writeString("abc")
        let capacity = buffer.capacity
        buffers.giveBack(consume buffer)
        let next = buffers.take()
        #expect(next.readableBytes == 0)
        #expect(next.capacity >= capacity)
    }

    @Test func `are left to those who hold their bytes`() {
        var buffer = buffers.take()
        buffer.writeString("abc")
        let held = buffer
        buffers.giveBack(buffer)
        var next = buffers.take()
        next.writeString("xyz")
        #expect(String(buffer: held) == "abc")
    }

    @Test func `are not kept when they are large`() {
        buffers.giveBack(ByteBuffer(repeating: 0, count: 1 << 20))
        #expect(buffers.take().capacity == 0)
    }
}

@Suite struct `The clock of a loop` {
    @Test func `stands still during an event, and within an event of it`() {
        let clock = LoopClock()
        clock.during {
            let now = clock.now
            clock.during {}
            #expect(clock.now == now)
        }
        #expect(clock.now <= clock.now)
    }
}
