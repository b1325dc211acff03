@testable import ControlPlane
import Foundation
import TestSupport
import Testing

/// What a browser makes of the report; skipped where there is no Chromium.
@Suite(.enabled(if: Chromium.path != nil, "no Chromium here"), .timeLimit(.minutes(2)), .serialized)
struct ParityReportBrowserTests {
    @Test(arguments: [1200, 420])
    func `A screenshot shows a page of colours and text`(width: Int) async throws {
        let folder = try TemporaryFolder()
        let page = try folder.write(ParityReport.html(SampleParity.make()), to: "report.html")
        let picture = folder.path("report.png")
        try await Chromium.run(
            ["--window-size=\(width),1600", "--screenshot=\(picture)", "file://\(page)"], in: folder)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: picture))
        // Width and height stand big-endian after the signature and the head of the first chunk.
        #expect(
            bytes.dropFirst(16).prefix(8).elementsEqual([0, 0, UInt8(width >> 8), UInt8(width & 255), 0, 0, 6, 64]))
        #expect(bytes.count > 30_000, "an empty page takes a few thousand bytes")
    }

    @Test func `No text becomes an element`() async throws {
        let folder = try TemporaryFolder()
        let page = try folder.write(
            ParityReport.html(SampleParity.make(hostile: SampleParity.hostile)), to: "report.html")
        let document = try await Chromium.run(["--dump-dom", "file://\(page)"], in: folder)
        #expect(document.contains("</html>"))
        #expect(!document.contains("<script"))
        #expect(!document.contains("<img"))
        #expect(document.contains("alert(1)"))
    }
}

/// The browser that the machine has, if any.
enum Chromium {
    static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Runs it without a window and with a profile of its own; returns what it prints.
    @discardableResult
    static func run(_ arguments: [String], in folder: TemporaryFolder) async throws -> String {
        let always = [
            "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--user-data-dir=\(folder.path("profile"))",
        ]
        let result = try await Command.run(try #require(path), always + arguments)
        #expect(result.code == 0, "\(result.errors)")
        return result.output
    }
}
