import Foundation
import TestSupport
import Testing

/// `ficus serve` under a service manager: sockets passed in, and what it says about itself.
@Suite(.timeLimit(.minutes(2))) struct ServiceManagerTests {
    /// Becomes the program that follows, with listening sockets at 3 and 4 and a pipe that nobody reads as its output.
    private static let launcher = """
        import os, socket, sys
        for place, port in ((3, int(sys.argv[1])), (4, int(sys.argv[2]))):
            s = socket.socket()
            s.bind(("127.0.0.1", port))
            s.listen(64)
            if s.fileno() != place:
                os.dup2(s.fileno(), place)
            os.set_inheritable(place, True)
            s.detach()
        os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="2", LISTEN_FDNAMES="web:admin")
        os.execv(sys.argv[3], sys.argv[3:])
        """

    private static let unreadOutput = """
        import os, sys
        r, w = os.pipe()
        os.set_inheritable(r, True)
        os.dup2(w, 1)
        os.execv(sys.argv[1], sys.argv[1:])
        """

    @Test func `it serves on the sockets that it is given`() async throws {
        let target = try await FakeTarget.start()
        let ports = try FreePort.next(2)
        let folder = try TemporaryFolder("activation")
        let launcher = try folder.write(Self.launcher, to: "launcher.py")
        let table = ProxyProcess.table(monolith: target.port, service: target.port, state: "monolith")
        try folder.write(table, to: "routes/gateway.yaml")
        let child = try await ChildProcess.start(
            "python3",
            [
                launcher, "\(ports[0])", "\(ports[1])", Program.ficus.executable, "serve", "--routes",
                folder.path("routes"), "--store", folder.path("ficus.sqlite"),
            ], log: folder.url.appending(path: "ficus.log"))
        // The sockets are there before the proxy is: what comes early waits.
        try await child.ready(port: ports[0])
        #expect(try await RawClient.exchange("GET", "/things/1", port: ports[0]).status == 200)
        #expect(try await RawClient.exchange("GET", "/status", port: ports[1]).status == 200)
        #expect(await child.stop() == .code(0))
    }

    @Test func `it refuses sockets that are not as announced`() async throws {
        let folder = try TemporaryFolder("activation")
        let table = ProxyProcess.table(monolith: 1, service: 2, state: "monolith")
        try folder.write(table, to: "routes/gateway.yaml")
        let command = try await Command.run(
            "sh",
            [
                "-c", #"LISTEN_PID=$$ LISTEN_FDS=1 exec "$@" 3</dev/null"#, "sh", Program.ficus.executable, "serve",
                "--routes", folder.path("routes"), "--store", folder.path("ficus.sqlite"),
            ])
        #expect(command.code == 1 && command.errors.contains("no listening socket"), "\(command.errors)")
    }

    @Test func `it says when it is ready, alive, reloading, replaced and stopping`() async throws {
        let target = try await FakeTarget.start()
        let folder = try TemporaryFolder("notify")
        let manager = try FakeServiceManager(folder.path("socket"))
        let proxy = try await ProxyProcess.start(
            monolith: target.port, service: target.port, state: "monolith",
            environment: ["NOTIFY_SOCKET": folder.path("socket"), "WATCHDOG_USEC": "100000"])
        let ready = try await manager.message("READY=1")
        #expect(ready.contains("STATUS=serving on 127.0.0.1:\(proxy.port)") && !ready.contains("MAINPID"))
        _ = try await manager.message("WATCHDOG=1")
        proxy.child.signal(SIGHUP)
        #expect(try await manager.message("RELOADING=1").contains("MONOTONIC_USEC="))
        _ = try await manager.message("READY=1")
        async let restart = proxy.restart()
        let replaced = try await manager.message("MAINPID=")
        let process = try await restart
        #expect(replaced.contains("MAINPID=\(process)"))
        #expect(await proxy.child.exited() == .code(0))
        _ = try await manager.message("WATCHDOG=1")
        kill(process, SIGTERM)
        _ = try await manager.message("STOPPING=1")
    }

    @Test func `a reload that is asked for while it starts is not lost`() async throws {
        let first = try await FakeTarget.start { _ in .text("first") }
        let second = try await FakeTarget.start { _ in .text("second") }
        let ports = try FreePort.next(2)
        let folder = try TemporaryFolder("early")
        func write(_ target: FakeTarget) throws {
            let table = ProxyProcess.table(monolith: target.port, service: target.port, state: "monolith")
            try folder.write(table, to: "routes/gateway.yaml")
        }
        try write(first)
        let child = try await ChildProcess.start(
            Program.ficus.executable,
            [
                "serve", "--routes", folder.path("routes"), "--store", folder.path("ficus.sqlite"),
                "--listen", "127.0.0.1:\(ports[0])", "--admin", "127.0.0.1:\(ports[1])",
            ], log: folder.url.appending(path: "ficus.log"))
        // The table was read before, and the admin API comes later.
        try await eventually("it listens", within: .seconds(60), every: .microseconds(200)) {
            _ = try await RawClient.connect(port: ports[0])
            return true
        }
        try write(second)
        child.signal(SIGHUP)
        try await eventually("the new table is in force", within: .seconds(30)) {
            try await RawClient.exchange("GET", "/things/1", port: ports[0]).text == "second"
        }
        #expect(await child.stop() == .code(0))
    }

    @Test(arguments: [true, false])
    func `an access log that nobody reads reaches no request, no reload and no end`(isOutput: Bool) async throws {
        let target = try await FakeTarget.start()
        let folder = try TemporaryFolder("unread")
        let pipe = folder.path("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let reader = open(pipe, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        let proxy = try await ProxyProcess.start(
            monolith: target.port, service: target.port, state: "monolith",
            options: ["--access-log", isOutput ? "-" : pipe],
            launcher: isOutput ? ["python3", folder.write(Self.unreadOutput, to: "launcher.py")] : [], folder: folder)
        let client = try await RawClient.connect(port: proxy.port)
        try await eventually("lines are dropped", within: .seconds(60), every: .milliseconds(1)) {
            for _ in 0..<100 {
                try await client.send(RawClient.message("GET", "/things/1", port: proxy.port))
                guard try await client.readAnswer().status == 200 else { return false }
            }
            return try await proxy.metric("ficus_dropped_total", containing: "access_log") > 0
        }
        #expect(try await proxy.ficus("reload").code == 0)
        proxy.child.signal(SIGTERM)
        #expect(await proxy.child.exited() == .code(0))
    }
}
