import Foundation
import TestSupport

/// The programs that others serve and ask with, found by PATH.
enum Peer: String {
    case curl, wrk, python3, nginx, haproxy

    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// Where the program is; Debian keeps servers in /usr/sbin.
    func path() async throws -> String {
        let found = try await Command.run("sh", ["-c", "PATH=$PATH:/usr/sbin; command -v \(rawValue)"])
        guard found.code == 0, let path = found.output.split(separator: "\n").first else {
            throw Missing(description: "\(rawValue) is not on PATH; `make setup` installs it")
        }
        return String(path)
    }

    /// Runs it to its end; its words are the result, and a failure where it fails.
    func run(_ arguments: String...) async throws -> String {
        let command = try await Command.run(path(), arguments)
        guard command.code == 0 else {
            throw Missing(description: "\(rawValue) ended with \(command.code): \(command.errors)\(command.output)")
        }
        return command.output
    }
}

/// nginx or HAProxy as somebody's monolith, with one page for each way of framing.
final class PeerServer: Sendable {
    let port: Int
    private let child: ChildProcess
    private let folder: TemporaryFolder

    private init(port: Int, child: ChildProcess, folder: TemporaryFolder) {
        self.port = port
        self.child = child
        self.folder = folder
    }

    static let page = String(repeating: "All that is gold does not glitter. ", count: 2_000)

    static func start(_ peer: Peer) async throws -> PeerServer {
        let folder = try TemporaryFolder(peer.rawValue)
        let port = try FreePort.next()
        try folder.write(page, to: "pages/large.txt")
        try folder.write("small\n", to: "pages/small.txt")
        let file = try folder.write(
            peer == .nginx ? nginx(port, in: folder.path) : haproxy(port), to: "server.conf")
        let arguments =
            peer == .nginx ? ["-p", folder.path, "-e", folder.path("errors"), "-c", file] : ["-db", "-f", file]
        let child = try await ChildProcess.start(peer.path(), arguments, log: folder.url.appending(path: "log"))
        try await child.ready(port: port)
        return PeerServer(port: port, child: child, folder: folder)
    }

    func stop() async {
        await child.stop()
    }

    private static func nginx(_ port: Int, in folder: String) -> String {
        """
        daemon off; master_process off; worker_processes 1; pid \(folder)/pid;
        events { worker_connections 256; }
        http {
          access_log off; default_type text/plain;
          client_body_temp_path \(folder)/body; proxy_temp_path \(folder)/proxy; fastcgi_temp_path \(folder)/fastcgi;
          uwsgi_temp_path \(folder)/uwsgi; scgi_temp_path \(folder)/scgi; gzip_min_length 1; gzip_types text/plain; gzip_proxied any; absolute_redirect off;
          server {
            listen 127.0.0.1:\(port); root \(folder)/pages;
            location /zipped/ { alias \(folder)/pages/; gzip on; }
            location /closing/ { alias \(folder)/pages/; gzip on; chunked_transfer_encoding off; }
            location /empty { return 204; }
            location /moved { return 301 /small.txt; }
            location /limited { client_max_body_size 1k; proxy_pass http://127.0.0.1:\(port)/empty; }
          }
        }
        """
    }

    private static func haproxy(_ port: Int) -> String {
        """
        global
          maxconn 256
        defaults
          mode http
          timeout client 30s
          timeout server 30s
          timeout connect 5s
        frontend front
          bind 127.0.0.1:\(port)
          http-request return status 204 if { path /empty }
          http-request return status 200 content-type text/plain string small hdr ETag '"a"' if { path /small.txt }
          http-request redirect location /small.txt code 301 if { path /moved }
          http-request deny deny_status 403

        """
    }
}
