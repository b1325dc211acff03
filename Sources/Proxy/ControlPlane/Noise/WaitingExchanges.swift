import Routing

/// Exchanges that wait for further answers, and the budget of all questions. Bounded in number and in bytes.
struct WaitingExchanges {
    static let limit = 512
    static let byteLimit = 64 << 20
    /// Whoever waits longer is not asked about any more, in seconds.
    static let patience = 15.0

    private var open: [OpenExchange] = []
    private var bytes = 0
    /// Those that are being asked about.
    private(set) var underWay = 0
    /// Those of them that wait for a service to catch up, and hold nobody up.
    private var resting = 0
    private(set) var concurrency = Gateway.NoiseBudget().concurrency
    private var budget: RateBudget?
    private var rate = Gateway.NoiseBudget().rate
    private var signal: AsyncStream<Void>.Continuation?
    private var idle: [CheckedContinuation<Void, Never>] = []

    /// false when there is no room.
    mutating func add(_ exchange: OpenExchange) -> Bool {
        guard open.count + underWay < Self.limit, bytes + exchange.byteCount <= Self.byteLimit else { return false }
        open.append(exchange)
        bytes += exchange.byteCount
        signal?.yield()
        return true
    }

    /// The next ones to ask about, as many as may be asked about at once.
    mutating func take() -> [OpenExchange] {
        take(min(open.count, max(0, concurrency - (underWay - resting))))
    }

    mutating func takeAll() -> [OpenExchange] { take(open.count) }

    private mutating func take(_ count: Int) -> [OpenExchange] {
        let taken = Array(open.prefix(count))
        open.removeFirst(count)
        underWay += count
        return taken
    }

    mutating func ended(_ exchange: OpenExchange) {
        underWay -= 1
        bytes -= exchange.byteCount
        signal?.yield()
        guard isEmpty else { return }
        for waiter in idle { waiter.resume() }
        idle = []
    }

    mutating func rests() {
        resting += 1
        signal?.yield()
    }

    mutating func goesOn() { resting -= 1 }

    var isEmpty: Bool { open.isEmpty && underWay == 0 }

    /// Resumed when nothing waits.
    mutating func whenIdle(_ continuation: CheckedContinuation<Void, Never>) {
        if isEmpty { continuation.resume() } else { idle.append(continuation) }
    }

    /// Whenever there may be something to take. For one reader.
    mutating func signals() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        signal = continuation
        if !open.isEmpty { continuation.yield() }
        return stream
    }

    mutating func change(_ settings: Gateway.NoiseBudget) {
        concurrency = settings.concurrency
        rate = settings.rate
        budget?.change(rate: settings.rate)
    }

    /// Takes a question from the budget: zero, or how many seconds until one may be there; nil when none ever is.
    mutating func ask(at time: Double) -> Double? {
        var budget = budget ?? RateBudget(rate: rate, time: time)
        defer { self.budget = budget }
        return budget.take(at: time) ? 0 : budget.wait(at: time).map { max($0, 0.001) }
    }
}
