import Foundation
import TestSupport
import Testing

/// The demo, shortened: the same steps with less traffic and an easier gate.
@Suite(.timeLimit(.minutes(4))) struct DemoTests {
    @Test func `the demo plays the whole migration and every check holds`() async throws {
        let folder = try TemporaryFolder("demo")
        let demo = try await Command.run(
            Repository.url.appending(path: "scripts/demo").path,
            [
                "--short", "--ports", "auto", "--bin", BuildFolder.url.path, "--folder", folder.path("data"),
                "--report",
                folder.path("report.html"),
            ])
        #expect(demo.code == 0, "\(demo.output.suffix(6_000))\(demo.errors)")
        #expect(demo.output.contains("The migration is done"))
        #expect(FileManager.default.fileExists(atPath: folder.path("report.html")))
    }
}
