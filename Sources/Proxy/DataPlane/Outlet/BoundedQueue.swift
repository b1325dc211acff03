import Synchronization

/// A queue from the workers to one reader, which never makes a worker wait: what does not fit is refused.
///
/// Workers hand over whole batches, once per few milliseconds and off the path of a request, so the lock inside is
/// taken hundreds of times a second, not once per exchange.
package final class BoundedQueue<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        /// What waits weighs, and what was taken and not released.
        var bytes = 0
        var dropped: UInt64 = 0
        var isClosed = false
        var waiter: CheckedContinuation<Void, Never>?

        mutating func takeAll() -> [Element] {
            defer { elements = [] }
            return elements
        }
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let byteLimit: Int
    private let size: @Sendable (Element) -> Int

    /// - Parameter size: what an element weighs against `byteLimit`.
    package init(capacity: Int, byteLimit: Int = .max, size: @escaping @Sendable (Element) -> Int = { _ in 0 }) {
        self.capacity = capacity
        self.byteLimit = byteLimit
        self.size = size
    }

    /// How many elements were refused so far.
    package var dropped: UInt64 { state.withLock(\.dropped) }

    /// How many elements wait.
    package var count: Int { state.withLock(\.elements.count) }

    /// Takes as many elements from the front of `batch` as fit, and says how many that were.
    package func offer(_ batch: [Element]) -> Int {
        let (accepted, waiter) = state.withLock { state in
            if state.elements.isEmpty, !state.isClosed, batch.count <= capacity, byteLimit == .max {
                // As it is, without a touch of its elements.
                state.elements = batch
                defer { state.waiter = nil }
                return (batch.count, state.waiter)
            }
            var accepted = 0
            for element in batch {
                let bytes = size(element)
                guard !state.isClosed, state.elements.count < capacity, state.bytes + bytes <= byteLimit else { break }
                state.elements.append(element)
                state.bytes += bytes
                accepted += 1
            }
            state.dropped += UInt64(batch.count - accepted)
            defer { state.waiter = nil }
            return (accepted, state.waiter)
        }
        waiter?.resume()
        return accepted
    }

    /// Everything that waits now, which weighs nothing from now on; never blocks.
    package func drain() -> [Element] {
        let elements = state.withLock { $0.takeAll() }
        release(elements)
        return elements
    }

    /// What was taken is held no more: until then it weighs as much as if it still waited.
    package func release(_ elements: some Sequence<Element>) {
        let bytes = elements.reduce(0) { $0 + size($1) }
        if bytes > 0 { state.withLock { $0.bytes -= bytes } }
    }

    /// Waits until there is something and takes it all; nil once the queue is closed and empty. Where elements weigh
    /// something, `release` follows for each.
    ///
    /// For one reader at a time. A cancelled reader gets what there is.
    package func next() async -> [Element]? {
        while true {
            // In one breath: what is offered between a look at the elements and one at the end would be lost.
            let (elements, isClosed) = state.withLock { state in (state.takeAll(), state.isClosed) }
            if !elements.isEmpty { return elements }
            if isClosed || Task.isCancelled { return nil }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isReady = state.withLock { state in
                        if state.isClosed || !state.elements.isEmpty || Task.isCancelled { return true }
                        state.waiter?.resume()
                        state.waiter = continuation
                        return false
                    }
                    if isReady { continuation.resume() }
                }
            } onCancel: {
                wake()
            }
        }
    }

    /// No more elements come; the reader gets what is left, then nil.
    package func close() {
        state.withLock { $0.isClosed = true }
        wake()
    }

    private func wake() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
