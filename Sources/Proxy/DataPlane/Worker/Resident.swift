import NIOCore
import Transport

/// What one event loop owns, as others may hold it: anybody can send it work, only its loop opens it.
///
/// This is the one door between the loops and the rest of the process.
struct Resident<Value>: Sendable {
    let loop: SocketLoop
    private let bound: NIOLoopBound<Value>

    /// Must be made on `loop`.
    init(_ value: Value, on loop: SocketLoop) {
        self.loop = loop
        bound = NIOLoopBound(value, eventLoop: loop)
    }

    /// Makes the value on its loop.
    static func make(on loop: SocketLoop, _ build: @escaping @Sendable () throws -> Value) async throws -> Self {
        try await loop.submit { try Resident(build(), on: loop) }.get()
    }

    /// The value; for callers that run on `loop`.
    var value: Value { bound.value }

    /// Runs `body` on the loop, later, unless the loop has ended.
    func post(_ body: @escaping @Sendable (Value) -> Void) {
        _ = loop.enqueue { body(bound.value) }
    }

    /// Runs `body` on the loop and waits for what it says; nil when the loop has shut down.
    func ask<Answer: Sendable>(_ body: @escaping @Sendable (Value) -> Answer) async -> Answer? {
        try? await loop.submit { body(bound.value) }.get()
    }
}
