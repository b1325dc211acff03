import Foundation
import TestSupport
import Testing

/// The HTML report, looked at by a real browser where there is one.
@Suite(.timeLimit(.minutes(2))) struct ReportScreenshotTests {
    private static let browser = ["chromium", "chromium-browser", "google-chrome", "chrome-headless-shell"]
        .compactMap { name in
            (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
                .first { FileManager.default.isExecutableFile(atPath: $0) }
        }.first

    @Test func `the report is one file that needs nothing from elsewhere`() async throws {
        let (file, folder) = try await report()
        let html = try String(contentsOfFile: file, encoding: .utf8)
        #expect(html.contains("<html") && html.contains("</html>"))
        #expect(!html.contains(/(src|href)=["']?https?:/), "it loads something")
        #expect(!html.contains("<script src") && !html.contains("<link rel=\"stylesheet\""))
        #expect(html.contains(Units.marketData))
        withExtendedLifetime(folder) {}
    }

    @Test(.enabled(if: browser != nil), arguments: [1280, 480]) func `a browser draws it`(width: Int) async throws {
        let (file, folder) = try await report()
        let picture = folder.path("report-\(width).png")
        let shot = try await Command.run(
            try #require(Self.browser),
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=\(width),1600",
                "--screenshot=\(picture)", "file://\(file)",
            ])
        let data = try Data(contentsOf: URL(fileURLWithPath: picture))
        #expect(data.starts(with: [0x89, 0x50, 0x4E, 0x47]), "\(shot.errors)")
        // A blank page of this size compresses to a few kilobytes.
        #expect(data.count > 12_000, "\(data.count) bytes")
    }

    private func report() async throws -> (file: String, folder: TemporaryFolder) {
        let stack = try await SharedStack.ready()
        let folder = try TemporaryFolder("report")
        let file = folder.path("report.html")
        let command = try await stack.ficus("parity", "report", "--format", "html", "--output", file)
        #expect(command.code == 0, "\(command.errors)")
        return (file, folder)
    }
}
