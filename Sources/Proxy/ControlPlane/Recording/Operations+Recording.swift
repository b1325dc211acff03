import DataPlane
import Foundation
import Hummingbird
import NIOCore
import Parity
import Routing
import Store

extension Operations {
    /// What was answered, for looking at it elsewhere: redacted.
    func addRecording(to router: Router<BasicRequestContext>) {
        router.get("/recording") { request, _ in
            let routes = request.uri.queryParameters.getAll("route").map { String($0) }
            try await check(routes)
            var sample = Share.whole
            if let text = request.uri.queryParameters["sample"] {
                guard let share = Share(text: String(text)) else {
                    throw AdminProblem(.badRequest, "sample is not a share: \(text)", fix: "write sample=10%25")
                }
                sample = share
            }
            guard let lines = await recorder.recording(RecordingWish(routes: Set(routes), sample: sample)) else {
                throw AdminProblem(
                    .conflict, "\(RecordingTap.limit) recordings are under way", fix: "end one of them first")
            }
            return Self.lines(lines)
        }
        router.get("/parity/samples") { request, _ in
            let named = request.uri.queryParameters.getAll("route").map { String($0) }
            try await check(named)
            let routes = named.isEmpty ? await flips.table.routes.filter { $0.candidate != nil }.map(\.id) : named
            let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self)
            for route in routes {
                for line in try await recorder.samples(of: route) { continuation.yield(line) }
            }
            continuation.finish()
            return Self.lines(stream)
        }
    }

    /// What replays have shown, which no gate reads.
    func addWarmEvidence(to router: Router<BasicRequestContext>) {
        router.get("/parity/warm") { _, _ in try Response.json(try await store.warmEvidence()) }
        router.post("/parity/warm") { request, _ in
            let evidence = try await request.json([WarmEvidence].self)
            try await check(evidence.map(\.route))
            try await store.record(evidence)
            return try Response.json(evidence)
        }
    }

    private func check(_ routes: [String]) async throws {
        let table = await flips.table
        if let unknown = routes.first(where: { table.index(ofRoute: $0) == nil }) {
            throw AdminProblem(.unknownUnit, "there is no route \(unknown)", fix: "ficus routes", unit: unknown)
        }
    }

    /// A recording: its heading, and one exchange a line.
    private static func lines(_ lines: AsyncStream<[UInt8]>) -> Response {
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(bytes: RecordingWriter.heading + [0x0A]))
            for await line in lines { try await writer.write(ByteBuffer(bytes: line + [0x0A])) }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson", .cacheControl: "no-store"], body: body)
    }
}
