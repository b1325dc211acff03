import TestSupport
import Testing

@testable import DataPlane

@Suite(.timeLimit(.minutes(patient(1))))
struct BoundedQueueTests {
    @Test func `What does not fit is refused and counted`() {
        let queue = BoundedQueue<Int>(capacity: 3, byteLimit: 10) { $0 }
        #expect(queue.offer([1, 2]) == 2)
        #expect(queue.offer([8]) == 0)
        #expect(queue.offer([1, 1]) == 1)
        #expect(queue.dropped == 2)
        #expect(queue.drain() == [1, 2, 1])
        #expect(queue.offer([10]) == 1)
    }

    @Test func `What was taken weighs until it is released`() async {
        let queue = BoundedQueue<Int>(capacity: 3, byteLimit: 10) { $0 }
        #expect(queue.offer([4, 5]) == 2)
        #expect(await queue.next() == [4, 5])
        #expect(queue.offer([2]) == 0)
        queue.release([4])
        #expect(queue.offer([2]) == 1)
    }

    @Test func `A reader waits for elements and ends with the queue`() async {
        let queue = BoundedQueue<Int>(capacity: 100)
        let reader = Task {
            var seen: [Int] = []
            while let batch = await queue.next() { seen += batch }
            return seen
        }
        for number in 0..<50 {
            _ = queue.offer([number])
            await Task.yield()
        }
        queue.close()
        #expect(await reader.value == Array(0..<50))
        #expect(queue.offer([1]) == 0)
    }

    @Test func `A cancelled reader comes back`() async {
        let queue = BoundedQueue<Int>(capacity: 1)
        let reader = Task { await queue.next() }
        reader.cancel()
        #expect(await reader.value == nil)
    }
}
