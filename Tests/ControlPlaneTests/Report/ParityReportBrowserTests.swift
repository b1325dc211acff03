@testable import ControlPlane
import Foundation
import TestSupport
import Testing

/// What a browser makes of the report; skipped where there is no Chromium.
@Suite(.enabled(if: Chromium.path != nil, "no Chromium here"), .timeLimit(.minutes(4)), .serialized)
struct ParityReportBrowserTests {
    @Test(arguments: [(1200, false), (420, false), (1200, true)])
    func `A screenshot shows a page of colours and text`(width: Int, isDark: Bool) async throws {
        let folder = try TemporaryFolder()
        let page = try folder.write(ParityReport.html(SampleParity.make()), to: "report.html")
        let picture = folder.path("report.png")
        try await Chromium.run(
            [
                "--window-size=\(width),1600", "--blink-settings=preferredColorScheme=\(isDark ? 0 : 1)",
                "--screenshot=\(picture)", "file://\(page)",
            ], in: folder)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: picture))
        // Width and height stand big-endian after the signature and the head of the first chunk.
        #expect(
            bytes.dropFirst(16).prefix(8).elementsEqual([0, 0, UInt8(width >> 8), UInt8(width & 255), 0, 0, 6, 64]))
        #expect(bytes.count > 30_000, "an empty page takes a few thousand bytes")
    }

    @Test func `Nothing of the page is refused by its own policy`() async throws {
        let folder = try TemporaryFolder()
        let report = try ParityReport.html(SampleParity.make(hostile: SampleParity.hostile))
        let page = try folder.write(report, to: "report.html")
        let complaints = try await Chromium.run(["--dump-dom", "file://\(page)"], in: folder).errors
        #expect(!complaints.contains("Content Security Policy"), "\(complaints)")
        // A style sheet that is not the page's own is refused, and would be seen above.
        let other = try folder.write(report.replacing("<style>", with: "<style>b{color:red}"), to: "other.html")
        let refusal = try await Chromium.run(["--dump-dom", "file://\(other)"], in: folder).errors
        #expect(refusal.contains("Content Security Policy"))
    }

    @Test func `No text becomes an element`() async throws {
        let folder = try TemporaryFolder()
        let page = try folder.write(
            ParityReport.html(SampleParity.make(hostile: SampleParity.hostile)), to: "report.html")
        let document = try await Chromium.run(["--dump-dom", "file://\(page)"], in: folder).output
        #expect(document.contains("</html>"))
        #expect(!document.contains("<script"))
        #expect(!document.contains("<img"))
        #expect(document.contains("alert(1)"))
    }

    @Test func `On paper each route that has begun is a page`() async throws {
        let folder = try TemporaryFolder()
        let sample = SampleParity.make()
        let page = try folder.write(ParityReport.html(sample), to: "report.html")
        let paper = folder.path("report.pdf")
        try await Chromium.run(["--no-pdf-header-footer", "--print-to-pdf=\(paper)", "file://\(page)"], in: folder)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: paper))
        #expect(bytes.starts(with: Data("%PDF".utf8)))
        let pages = String(decoding: bytes, as: UTF8.self).matches(of: #/\/Type *\/Page\b/#).count
        #expect(pages > sample.movable.count { RouteStory(route: $0).hasBegun })
    }
}

/// The browser that the machine has, if any.
enum Chromium {
    static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Runs it without a window and with a profile of its own.
    @discardableResult
    static func run(_ arguments: [String], in folder: TemporaryFolder) async throws -> Command {
        let always = [
            "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr",
            "--user-data-dir=\(folder.path("profile"))",
        ]
        let result = try await Command.run(try #require(path), always + arguments)
        #expect(result.code == 0, "\(result.errors)")
        return result
    }
}
