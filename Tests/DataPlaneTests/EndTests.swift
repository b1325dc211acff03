@testable import DataPlane
import NIOCore
import Supervision
import TestSupport
import Testing

/// How a data plane ends, begins on a socket that was there before, and spreads its connections.
@Suite(.timeLimit(.minutes(patient(1)))) struct `The end of a data plane` {
    @Test func `is announced while it still serves`() async throws {
        let target = try await FakeTarget.start()
        try await with(try await Plane.start(targets: ["monolith": [target.port]])) { plane in
            let kept = try await RawClient.connect(port: plane.port)
            try await kept.send(RawClient.message("GET", "/", port: plane.port))
            #expect(try await kept.readAnswer()["connection"] == nil)
            await plane.plane.announceEnd()
            #expect(try await RawClient.exchange("GET", "/health", port: plane.port).status == 503)
            // A new connection is served, and a kept one as well; both learn that it is the last time.
            #expect(try await RawClient.exchange("GET", "/", port: plane.port)["connection"] == "close")
            try await kept.send(RawClient.message("GET", "/", port: plane.port))
            let answer = try await kept.readAnswer()
            #expect(answer.status == 200 && answer["connection"] == "close")
            #expect(try await kept.readToEnd().isEmpty)
        }
    }

    @Test func `counts what was finished and what was cut off`() async throws {
        let latch = Latch()
        let never = Latch()
        let target = try await FakeTarget.start { request in
            FakeAnswer.text("late").after(request.path == "/never" ? never : latch)
        }
        let plane = try await Plane.start(targets: ["monolith": [target.port]])
        var clients: [RawClient] = []
        for path in ["/a", "/b", "/never"] {
            let client = try await RawClient.connect(port: plane.port)
            try await client.send(RawClient.message("GET", path, port: plane.port))
            clients.append(client)
        }
        try await eventually("the target has all") { target.requests.count == 3 }
        let drained = Task { await plane.plane.drain(within: .seconds(600)) }
        try await eventually("connections are refused") {
            (try? await RawClient.connect(port: plane.port)) == nil
        }
        latch.open()
        for client in clients.prefix(2) { #expect(try await client.readAnswer().text == "late") }
        plane.plane.hurry()
        #expect(await drained.value == DrainReport(finished: 2, cutOff: 1))
        #expect(try await clients[2].readToEnd().isEmpty)
        never.open()
    }

    @Test func `gives an idle connection the chance of one last request`() async throws {
        let target = try await FakeTarget.start()
        let plane = try await Plane.start(targets: ["monolith": [target.port]])
        let client = try await RawClient.connect(port: plane.port)
        try await client.send(RawClient.message("GET", "/", port: plane.port))
        _ = try await client.readAnswer()
        let drained = Task { await plane.plane.drain(Farewell(deadline: .seconds(600), idle: .hours(1))) }
        try await eventually("connections are refused") {
            (try? await RawClient.connect(port: plane.port)) == nil
        }
        try await client.send(RawClient.message("GET", "/", port: plane.port))
        #expect(try await client.readAnswer()["connection"] == "close")
        #expect(await drained.value == DrainReport(finished: 1, cutOff: 0))
    }

    @Test func `waits for no client that has its answer and does not leave`() async throws {
        let target = try await FakeTarget.start()
        let plane = try await Plane.start(targets: ["monolith": [target.port]]) { $0.lingerTimeout = .hours(1) }
        // They have been answered for the last time, and never close their side.
        var clients: [RawClient] = []
        for _ in 0..<3 {
            let client = try await RawClient.connect(port: plane.port)
            try await client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(try await client.readAnswer().status == 200)
            clients.append(client)
        }
        #expect(await plane.plane.drain(within: .seconds(600)) == DrainReport(finished: 0, cutOff: 0))
        #expect(clients.allSatisfy { !$0.isEnded || $0.receivedCount > 0 })
    }

    @Test func `loses no connection that waits in a socket which another holds`() async throws {
        let target = try await FakeTarget.start()
        let socket = try ListeningSocket.bind(host: "127.0.0.1", port: 0)
        defer { socket.close() }
        func start() async throws -> Plane {
            try await Plane.start(targets: ["monolith": [target.port]]) { $0.listeningSocket = socket.descriptor }
        }
        let first = try await start()
        #expect(first.port == socket.port)
        #expect(try await RawClient.exchange("GET", "/", port: socket.port).status == 200)
        await first.stop()
        let waiting = try await RawClient.connect(port: socket.port)
        try await waiting.send(RawClient.message("GET", "/", port: socket.port))
        let answer = try await with(try await start()) { _ in try await waiting.readAnswer() }
        #expect(answer.status == 200)
    }
}

@Suite(.timeLimit(.minutes(patient(1)))) struct `A burst` {
    /// A queue that is too short makes the kernel drop what comes, and clients try again after a second or more.
    @Test func `waits in the socket until it is accepted`() async throws {
        let target = try await FakeTarget.start()
        let socket = try ListeningSocket.bind(host: "127.0.0.1", port: 0)
        defer { socket.close() }
        let plane = try await Plane.start(targets: ["monolith": [target.port]]) {
            $0.listeningSocket = socket.descriptor
            $0.acceptsAtOnce = false
        }
        try await with(plane) { plane in
            var clients: [RawClient] = []
            for _ in 0..<300 { clients.append(try await RawClient.connect(port: plane.port)) }
            await plane.plane.accept()
            for client in clients {
                try await client.send(RawClient.message("GET", "/", port: plane.port))
                #expect(try await client.readAnswer().status == 200)
            }
        }
    }
}

@Suite(.timeLimit(.minutes(patient(1)))) struct `Workers` {
    @Test(arguments: [1, 2, 4])
    func `get the same share of connections`(count: Int) async throws {
        let target = try await FakeTarget.start()
        let plane = try await Plane.start(targets: ["monolith": [target.port]]) { $0.workers = count }
        try await with(plane) { plane in
            var clients: [RawClient] = []
            for _ in 0..<8 * count {
                let client = try await RawClient.connect(port: plane.port)
                try await client.send(RawClient.message("GET", "/", port: plane.port))
                #expect(try await client.readAnswer().status == 200)
                clients.append(client)
            }
            #expect(await plane.plane.acceptedByWorker() == Array(repeating: 8, count: count))
        }
    }
}
