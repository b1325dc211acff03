import Synchronization

/// Sends requests at a fixed rate, whether answers come or not, over a bounded set of kept-alive connections.
///
/// Request n is due n / rate seconds after the start, and its latency counts from then; so a target that stalls shows
/// in the figures (no coordinated omission).
///
///     let load = OpenLoopLoad.start(port: proxy.port, rate: 500) { n in .get("/api/v1/orders/\(n)") }
///     ... flip ...
///     let report = await load.stop()
package final class OpenLoopLoad: Sendable {
    package struct Request: Sendable {
        package let method: String
        package let path: String
        package let fields: [(String, String)]
        package let body: String?

        package init(_ method: String, _ path: String, fields: [(String, String)] = [], body: String? = nil) {
            self.method = method
            self.path = path
            self.fields = fields
            self.body = body
        }

        package static func get(_ path: String, fields: [(String, String)] = []) -> Request {
            Request("GET", path, fields: fields)
        }
    }

    /// How one request ended: its number, and the answer or the failure.
    package struct Outcome: Sendable {
        package let number: Int
        package let answer: Result<RawAnswer, any Error>
    }

    private struct State {
        var next = 0
        var isStopped = false
        var report = LoadReport()
    }

    private let state = Mutex(State())
    private let port: Int
    private let rate: Double
    private let timeout: Duration
    private let request: @Sendable (Int) -> Request
    private let observe: (@Sendable (Outcome) -> Void)?
    private let start = ContinuousClock.now
    private let running = Mutex<Task<Void, Never>?>(nil)

    private init(
        port: Int, rate: Double, timeout: Duration, request: @escaping @Sendable (Int) -> Request,
        observe: (@Sendable (Outcome) -> Void)?
    ) {
        self.port = port
        self.rate = rate
        self.timeout = timeout
        self.request = request
        self.observe = observe
    }

    package static func start(
        port: Int, rate: Double, connections: Int = 16, timeout: Duration = .seconds(15),
        observe: (@Sendable (Outcome) -> Void)? = nil, request: @escaping @Sendable (Int) -> Request
    ) -> OpenLoopLoad {
        let load = OpenLoopLoad(port: port, rate: rate, timeout: timeout, request: request, observe: observe)
        let task = Task {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<connections { group.addTask { await load.connection() } }
            }
        }
        load.running.withLock { $0 = task }
        return load
    }

    /// How many requests have ended so far.
    package var completed: Int {
        state.withLock { $0.report.latencies.count + $0.report.failureCount }
    }

    /// Lets no further request begin, waits for those on the way and gives the figures.
    package func stop() async -> LoadReport {
        state.withLock { $0.isStopped = true }
        let task = running.withLock(\.self)
        await task?.value
        return state.withLock(\.report)
    }

    /// Runs until `count` requests have ended, then stops.
    package func finish(after count: Int, within deadline: Duration = .seconds(60)) async throws -> LoadReport {
        try await eventually("\(count) requests", within: deadline) { completed >= count }
        return await stop()
    }

    /// One connection: takes the next request that is due, waits for its time, sends it, reads the answer.
    private func connection() async {
        var client: RawClient?
        while let number = takeNext() {
            let due = start + .seconds(Double(number) / rate)
            try? await Task.sleep(until: due, clock: .continuous)
            let request = request(number)
            do {
                let open: RawClient
                if let client, !client.isEnded { open = client } else { open = try await .connect(port: port) }
                client = open
                try await open.send(
                    RawClient.message(
                        request.method, request.path, fields: request.fields, body: request.body, port: port))
                let answer = try await open.readAnswer(to: request.method, within: timeout)
                record(number, due: due, .success(answer))
                if answer["connection"]?.lowercased() == "close" { client = nil }
            } catch {
                client = nil
                record(number, due: due, .failure(error))
            }
        }
    }

    private func takeNext() -> Int? {
        state.withLock { state in
            guard !state.isStopped else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    private func record(_ number: Int, due: ContinuousClock.Instant, _ answer: Result<RawAnswer, any Error>) {
        let latency = due.duration(to: .now)
        state.withLock { state in
            state.report.requests += 1
            switch answer {
            case .success(let answer):
                state.report.statuses[answer.status, default: 0] += 1
                state.report.latencies.append(latency)
            case .failure(let error): state.report.failures["\(error)", default: 0] += 1
            }
        }
        observe?(Outcome(number: number, answer: answer))
    }
}
