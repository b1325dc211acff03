@testable import ControlPlane
import Foundation
import Parity
import Testing

struct ParityReportTests {
    @Test func `The page says what a manager and an engineer need`() throws {
        let page = try ParityReport.html(SampleParity.make())
        for text in [
            "2 routes differ, 1 route gives no answer, 1 route is blocked.", "orders.list", "canary 5%", "lifecycle",
            "body:/orders/*/limit_price", "14 of 1,216 compared exchanges differ", "10250.1",
            "ficus parity verdicts --last 20 --route orders.list", "found 264 of 264 planted faults",
            "monolith m-41, orders s-7", "/meta/request_id", "GET /api/v1/orders/:id", "2026-01-01 01:00 UTC",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(!page.contains("{{"))
        #expect(!page.contains("Optional("))
    }

    @Test func `The page needs nothing from elsewhere`() throws {
        let page = try ParityReport.html(SampleParity.make())
        for text in ["https://", "src=", "@import", "url(", "<script", "<link", " style=", "href=\"http"] {
            #expect(!page.contains(text), "\(text)")
        }
        #expect(page.contains("default-src 'none'; style-src 'sha256-"))
    }

    @Test func `Colour is where it is wanted, and width is kept to`() {
        let text = ParityReport.text(SampleParity.make(), inColor: false)
        #expect(text.contains("✗ orders.list") && !text.contains("\u{1B}"))
        #expect(ParityReport.text(SampleParity.make(), inColor: true).contains("\u{1B}[31m✗\u{1B}[0m"))
        for width in [40, 60, 80, 140] {
            let lines = ParityReport.text(SampleParity.make(), inColor: false, width: width).split(separator: "\n")
            // Commands are there to be copied, and are not broken.
            for line in lines where !line.contains("$ ") {
                #expect(TextColumns.count(String(line)) <= width, "\(line)")
            }
        }
    }

    @Test(arguments: [
        ("abc", 3), ("é", 1), ("e\u{301}", 1), ("語", 2), ("🦊", 2), ("한글", 4), ("ｆ", 2), ("…→█", 3),
    ])
    func `Columns are counted as a terminal does`(_ text: String, _ columns: Int) {
        #expect(TextColumns.count(text) == columns)
        #expect(TextColumns.count(TextColumns.fitted(text, 2)) == 2)
    }

    @Test(arguments: ["light", "dark"])
    func `Text stands out from its ground in both themes`(theme: String) throws {
        let colors = try StyleColors(ReportStyle.colors, isDark: theme == "dark")
        for text in ["ink", "soft", "bad", "good", "warn", "info", "fig"] {
            for ground in text == "ink" ? ["paper", "panel", "badmark"] : ["paper", "panel"] {
                #expect(try colors.contrast(text, ground) >= 4.5, "\(text) on \(ground)")
            }
        }
        // Lines of pictures and of the focus need 3 (WCAG 1.4.11).
        for line in ["info", "fig", "soft", "bad"] { #expect(try colors.contrast(line, "paper") >= 3) }
    }

    @Test func `The JSON report is read back as it was`() throws {
        let sample = SampleParity.make()
        #expect(try AdminJSON.decoder().decode(AdminParity.self, from: ParityReport.json(sample)) == sample)
    }

    @Test func `Nothing compared is said as such`() throws {
        let empty = AdminParity(generated: SampleParity.start, revision: 1, recall: Recall(), routes: [])
        #expect(try ParityReport.html(empty).contains("No route has a service to move to."))
        #expect(ParityReport.text(empty, inColor: false).contains("revision 1"))
    }

    @Test(arguments: [
        ("\"10.00\"", "\"10.01\"", "\"10.0|0|\"", "\"10.0|1|\""),
        ("[1,2]", "[1,2,3]", "[1,2||]", "[1,2|,3|]"),
        ("aa", "a", "a|a|", "a||"),
        ("x", "y", "|x|", "|y|"),
    ])
    func `Two values are split where they differ`(
        _ monolith: String, _ service: String, _ left: String, _ right: String
    ) {
        let difference = ValueDifference(monolith: monolith, service: service)
        #expect(difference.monolith.map { "\($0.head)|\($0.changed)|\($0.tail)" } == left)
        #expect(difference.service.map { "\($0.head)|\($0.changed)|\($0.tail)" } == right)
    }
}

/// The colours of a style sheet's theme.
private struct StyleColors {
    private var colors: [String: [Double]] = [:]

    init(_ sheet: String, isDark: Bool) throws {
        let parts = sheet.components(separatedBy: "@media (prefers-color-scheme:dark)")
        let theme = try #require(isDark ? parts.last : parts.first)
        for match in theme.matches(of: #/--(\w+):#([0-9a-f]{3,6})/#) {
            let digits = match.2.count == 3 ? match.2.map { "\($0)\($0)" }.joined() : String(match.2)
            let value = try #require(Int(digits, radix: 16))
            colors[String(match.1)] = [16, 8, 0].map { Double((value >> $0) & 255) / 255 }
        }
    }

    /// WCAG 2.2, "contrast ratio".
    func contrast(_ first: String, _ second: String) throws -> Double {
        let levels = try [first, second].map { name in
            let channels = try #require(colors[name], "\(name)").map {
                $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
        }
        return (levels.max()! + 0.05) / (levels.min()! + 0.05)
    }
}
