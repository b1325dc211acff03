import Foundation
import TestSupport
import Testing

@testable import ControlPlane

/// Every format of one report, as it is kept in the folder `Snapshots`; `FICUS_RECORD=1` writes them anew.
struct ReportSnapshotTests {
    static let formats: [String] = [
        "report.txt", "report-60.txt", "report.md", "report.xml", "report.html", "report.json",
    ]

    @Test(arguments: formats)
    func `A format is what it was`(name: String) throws {
        let sample = SampleParity.make()
        let text =
            switch name {
            case "report.txt": ParityReport.text(sample, inColor: false)
            case "report-60.txt": ParityReport.text(sample, inColor: true, width: 60)
            case "report.md": ParityReport.markdown(sample)
            case "report.xml": ParityReport.junit(sample)
            case "report.html": try ParityReport.html(sample)
            default: String(decoding: try ParityReport.json(sample), as: UTF8.self) + "\n"
            }
        try expect(text, name)
    }

    @Test(arguments: [60, 80, 104, 140])
    func `The live table is what it was`(width: Int) throws {
        var table = WatchTable()
        table.take(SampleParity.make())
        let screen = table.screen(width: width, height: nil, inColor: false)
        for line in screen { #expect(TextColumns.count(line) <= width, "\(line)") }
        try expect(screen.joined(separator: "\n") + "\n", "watch-\(width).txt")
    }

    @Test func `The lines for programs are what they were`() throws {
        var table = WatchTable()
        table.take(SampleParity.make())
        try expect(table.lines.joined(separator: "\n") + "\n", "watch-lines.txt")
    }

    private func expect(_ text: String, _ name: String) throws {
        let file = Repository.url.appending(path: "Tests/ControlPlaneTests/Report/Snapshots/\(name)")
        if ProcessInfo.processInfo.environment["FICUS_RECORD"] != nil { try Data(text.utf8).write(to: file) }
        let kept = try String(contentsOf: file, encoding: .utf8)
        let lines = zip(text.split(separator: "\n"), kept.split(separator: "\n"))
        if let (now, then) = lines.first(where: { $0 != $1 }) { #expect(now == then, "\(name)") }
        #expect(text == kept, "\(name) is another; FICUS_RECORD=1 writes it anew")
    }
}
